package dev.cogo.chat.message;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.encryption.AssociatedData;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.chat.message.MessageTargets.Target;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.search.SearchIndex;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.chat.timeline.WritingRules;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;

/** Changes what people's messages say. */
public final class MessageEdits {
    private static final String ASSIGNMENTS =
            "content = $4, key_id = $5, ciphertext = $6, edited_at = $7, edited_by = $8";

    private final TimelineWriter writer;
    private final MessageCipher cipher;
    private final MessageRows rows;
    private final MessageTargets targets;
    private final MessageUpdate update;

    public MessageEdits(TimelineWriter writer, MessageCipher cipher, MessageRows rows) {
        this.writer = writer;
        this.cipher = cipher;
        this.rows = rows;
        this.targets = new MessageTargets(rows);
        this.update = new MessageUpdate(rows, ASSIGNMENTS);
    }

    /**
     * Gives a message another text. The same text again is no event.
     *
     * @return the message as it is then, without reactions
     * @throws CogoException {@code session_not_found}, {@code message_not_found}, {@code encryption_unavailable},
     *     {@code decryption_failed}, {@code forbidden} also for what the server wrote, and what {@link WritingRules} refuse
     */
    public Message edit(EditMessage request) {
        return writer.change(new Edit(request));
    }

    private final class Edit implements ByMember<Message> {
        private final EditMessage request;

        Edit(EditMessage request) {
            this.request = request;
        }

        @Override
        public EditMessage request() {
            return request;
        }

        @Override
        public Message applyFor(Caller caller, Statements tx, LockedSession session) {
            Target target = targets.find(tx, session, request.messageId());
            if (target.isDeleted()) {
                throw MessageTargets.notFound();
            }
            Permission right =
                    target.right(caller, Permission.EDIT_OWN, Permission.EDIT_OTHERS, Permission.EDIT_OWNERS);
            WritingRules.check(right, session, caller);
            if (target.closed().messageType() != MessageType.TEXT) {
                throw new CogoException(ErrorCode.FORBIDDEN, "what the server wrote can be deleted, not edited");
            }
            Message message = rows.open(target.row());
            if (message.content().equals(request.content())) {
                return message;
            }
            Message edited = store(tx, session, target, message);
            if (!session.encrypted()) {
                SearchIndex.put(tx, edited);
            }
            session.publish(EventName.MESSAGE_UPDATED, caller.userId(), edited.seq(), null, edited);
            return edited;
        }

        private Message store(Statements tx, LockedSession session, Target target, Message message) {
            Sealed sealed = session.encrypted()
                    ? cipher.seal(
                            AssociatedData.ofMessage(message.withEditedAt(session.time())),
                            new Plain(request.content(), message.metadata()))
                    : null;
            return update.run(
                    tx,
                    target,
                    sealed == null ? request.content() : "",
                    sealed == null ? null : sealed.keyId(),
                    sealed == null ? null : Buffer.buffer(sealed.bytes()),
                    session.time().atOffset(ZoneOffset.UTC),
                    request.userId());
        }
    }
}
