package dev.cogo.schema.presence;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's question who is on the session's channel.
 *
 * @param limit the most items; 1 to {@link #MAX_LIMIT}
 * @param cursor the {@code next} of the page before; null for the first page
 * @param offline whether members who are not there are wanted too, at most {@link #MAX_OFFLINE}
 */
public record ReadPresence(
        UUID userId, UUID sessionId, int limit, @Nullable String cursor, boolean offline) implements ForSession {
    public static final int MAX_LIMIT = 200;
    public static final int MAX_OFFLINE = 100;

    public ReadPresence {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }

    /** The first page. */
    public ReadPresence(UUID userId, UUID sessionId) {
        this(userId, sessionId, MAX_LIMIT, null, false);
    }
}
