package dev.cogo.schema.message;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's request for a page of a session's messages.
 *
 * @param before only messages with a smaller seq; the page is then the newest of them
 * @param after only messages with a larger seq; the page is then the oldest of them. Not together with {@code before}
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record ReadHistory(
        UUID userId,
        UUID sessionId,
        @Nullable Long before,
        @Nullable Long after,
        int limit) implements ForSession {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public ReadHistory {
        if (before != null && after != null) {
            throw CogoException.invalid("before and after can't be given together");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
