package dev.cogo.chat.message;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.message.MessageTargets.Target;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.chat.timeline.WritingRules;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.SetReaction;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;

/** Puts reactions on messages and takes them back. */
public final class ReactionChanges {
    private static final String COUNT = """
            SELECT count(DISTINCT emoji) AS signs, count(*) FILTER (WHERE emoji = $3) AS count,
                   coalesce(bool_or(emoji = $3 AND user_id = $4), false) AS mine
            FROM message_reactions WHERE session_id = $1 AND message_seq = $2""";

    private static final String INSERT = """
            INSERT INTO message_reactions (session_id, message_seq, emoji, user_id, created_at)
            VALUES ($1, $2, $3, $4, $5)""";

    private static final String DELETE = """
            DELETE FROM message_reactions
            WHERE session_id = $1 AND message_seq = $2 AND emoji = $3 AND user_id = $4""";

    private final TimelineWriter writer;
    private final MessageTargets targets;

    public ReactionChanges(TimelineWriter writer, MessageRows rows) {
        this.writer = writer;
        this.targets = new MessageTargets(rows);
    }

    /**
     * Sets the caller's reaction; what is so already is no event.
     *
     * @return the reaction as it is then
     * @throws CogoException {@code session_not_found}, {@code message_not_found}, {@code too_many_reactions}, and what
     *     {@link WritingRules} refuse
     */
    public ReactionChange set(SetReaction request) {
        return writer.change(new Setting(request));
    }

    private final class Setting implements ByMember<ReactionChange> {
        private final SetReaction request;

        Setting(SetReaction request) {
            this.request = request;
        }

        @Override
        public SetReaction request() {
            return request;
        }

        @Override
        public ReactionChange applyFor(Caller caller, Statements tx, LockedSession session) {
            WritingRules.check(Permission.REACT, session, caller);
            Target target = targets.find(tx, session, request.messageId());
            if (target.isDeleted()) {
                throw MessageTargets.notFound();
            }
            long seq = target.closed().seq();
            Row found = tx.query(COUNT, session.id(), seq, request.emoji(), request.userId())
                    .iterator()
                    .next();
            long count = found.getLong("count");
            if (found.getBoolean("mine") == request.on()) {
                return change(seq, count);
            } else if (!request.on()) {
                tx.query(DELETE, session.id(), seq, request.emoji(), request.userId());
                return publish(session, change(seq, count - 1));
            } else if (count == 0 && found.getLong("signs") >= SetReaction.MAX_PER_MESSAGE) {
                throw new CogoException(
                        ErrorCode.TOO_MANY_REACTIONS,
                        "a message carries at most " + SetReaction.MAX_PER_MESSAGE + " different reactions");
            }
            tx.query(
                    INSERT,
                    session.id(),
                    seq,
                    request.emoji(),
                    request.userId(),
                    session.time().atOffset(ZoneOffset.UTC));
            return publish(session, change(seq, count + 1));
        }

        private ReactionChange change(long seq, long count) {
            return new ReactionChange(
                    request.sessionId(),
                    request.messageId(),
                    seq,
                    request.userId(),
                    request.emoji(),
                    request.on(),
                    count);
        }

        private ReactionChange publish(LockedSession session, ReactionChange change) {
            session.publish(EventName.REACTION, change.userId(), change.messageSeq(), change, change);
            return change;
        }
    }
}
