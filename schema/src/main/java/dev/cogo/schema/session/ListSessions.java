package dev.cogo.schema.session;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request for a page of the caller's sessions; {@code cursor} is a former page's {@code next}. */
public record ListSessions(UUID userId, int limit, @Nullable String cursor) implements BusRecord {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    public ListSessions {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
