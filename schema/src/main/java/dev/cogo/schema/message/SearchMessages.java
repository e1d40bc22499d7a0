package dev.cogo.schema.message;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.Content;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for messages that hold the words of a query, in the caller's sessions, newest first. Deleted messages and those
 * of encrypted sessions are never found.
 *
 * @param query 1 to {@link #MAX_QUERY} characters; all of its words must be there
 * @param sessionId only in this session
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param cursor a former page's {@code next}
 */
public record SearchMessages(
        UUID userId,
        String query,
        @Nullable UUID sessionId,
        int limit,
        @Nullable String cursor) implements BusRecord {
    public static final int MAX_QUERY = 200;
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 50;

    public SearchMessages {
        if (query == null) {
            throw CogoException.invalid("a query is missing");
        }
        Content.checkLine(query, "q", MAX_QUERY);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
