package dev.cogo.schema.session;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member's request for a page of how far the members of a session have read, the first to join first. */
public record ListReadMarks(
        UUID userId, UUID sessionId, int limit, @Nullable String cursor) implements ForSession {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 200;

    public ListReadMarks {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
