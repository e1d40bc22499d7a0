package dev.cogo.chat.message;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.chat.message.MessageTargets.Target;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.search.SearchIndex;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.Message;
import java.time.ZoneOffset;

/** Makes messages tombstones. */
public final class MessageDeletions {
    // The clientMessageId and what it replied to stay: they say nothing, and a repeated send still finds the message.
    private static final String ASSIGNMENTS = "content = '', metadata = NULL, mentions = NULL, key_id = NULL,"
            + " ciphertext = NULL, deleted_at = $4, deleted_by = $5";

    private static final String DELETE_REACTIONS =
            "DELETE FROM message_reactions WHERE session_id = $1 AND message_seq = $2";

    private final TimelineWriter writer;
    private final MessageTargets targets;
    private final MessageUpdate update;

    public MessageDeletions(TimelineWriter writer, MessageRows rows) {
        this.writer = writer;
        this.targets = new MessageTargets(rows);
        this.update = new MessageUpdate(rows, ASSIGNMENTS);
    }

    /**
     * Deletes what a message says; again is no event. It needs the right and nothing else: who is silenced may still take
     * back what they said, in an archived session too, and an encrypted message is deleted without its key.
     *
     * @return the tombstone
     * @throws CogoException {@code session_not_found}, {@code message_not_found}, {@code forbidden}
     */
    public Message delete(DeleteMessage request) {
        return writer.change(new Deletion(request));
    }

    private final class Deletion implements ByMember<Message> {
        private final DeleteMessage request;

        Deletion(DeleteMessage request) {
            this.request = request;
        }

        @Override
        public DeleteMessage request() {
            return request;
        }

        @Override
        public Message applyFor(Caller caller, Statements tx, LockedSession session) {
            Target target = targets.find(tx, session, request.messageId());
            target.right(caller, Permission.DELETE_OWN, Permission.DELETE_OTHERS, Permission.DELETE_OWNERS)
                    .check(EffectiveRole.of(session.kind(), caller.role()));
            if (target.isDeleted()) {
                return target.closed();
            }
            Message deleted = update.run(tx, target, session.time().atOffset(ZoneOffset.UTC), caller.userId());
            tx.query(DELETE_REACTIONS, session.id(), deleted.seq());
            if (!session.encrypted()) {
                SearchIndex.put(tx, deleted);
            }
            session.publish(EventName.MESSAGE_DELETED, caller.userId(), deleted.seq(), null, deleted);
            return deleted;
        }
    }
}
