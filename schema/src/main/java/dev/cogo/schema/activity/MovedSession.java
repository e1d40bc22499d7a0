package dev.cogo.schema.activity;

import dev.cogo.schema.message.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands, whoever looks.
 *
 * @param messageCount how many messages there are; less those that a member has read these are the unread ones
 */
public record MovedSession(
        UUID sessionId,
        long seq,
        long messageCount,
        Instant lastActivity,
        @Nullable Message lastMessage,
        @Nullable String displayName,
        boolean changed) {
    /** As a member sees it who has read so far. */
    public ActiveSession readTo(long lastReadSeq, long readCount) {
        return new ActiveSession(
                sessionId,
                seq,
                lastReadSeq,
                Math.max(messageCount - readCount, 0),
                lastActivity,
                lastMessage,
                displayName,
                changed);
    }

    /** The same with what an earlier word, that was not passed on, has told. */
    public MovedSession after(MovedSession earlier) {
        MovedSession later = earlier.seq > seq ? earlier : this;
        return new MovedSession(
                sessionId,
                later.seq,
                later.messageCount,
                later.lastActivity,
                later.lastMessage,
                later.displayName,
                changed || earlier.changed);
    }
}
