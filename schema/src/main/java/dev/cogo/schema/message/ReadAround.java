package dev.cogo.schema.message;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;

/**
 * A member's request for the messages around a place of a session's timeline.
 *
 * @param seq the place; what stands there need not be a message
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record ReadAround(UUID userId, UUID sessionId, long seq, int limit) implements ForSession {
    public static final int DEFAULT_LIMIT = 50;
    /** Half of history's: each half of the page may have to be the whole of it. */
    public static final int MAX_LIMIT = 100;

    public ReadAround {
        if (seq < 0) {
            throw CogoException.invalid("seq must not be negative");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
