package dev.cogo.schema.message;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;

/**
 * A member's request for what happened in a session after a seq: messages, and what became of them, of the members and of
 * the session.
 *
 * @param after the last seq that the reader has; 0 for all
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param forListeners whether a gateway asks in a member's name for all who listen: then it is none of that member's share
 */
public record ReadTimeline(UUID userId, UUID sessionId, long after, int limit, boolean forListeners)
        implements ForSession {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 200;

    public ReadTimeline {
        if (after < 0) {
            throw CogoException.invalid("after can't be negative");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }

    /** For the member alone. */
    public ReadTimeline(UUID userId, UUID sessionId, long after, int limit) {
        this(userId, sessionId, after, limit, false);
    }
}
