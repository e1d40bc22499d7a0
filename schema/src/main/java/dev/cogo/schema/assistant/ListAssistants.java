package dev.cogo.schema.assistant;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import org.jspecify.annotations.Nullable;

/** An operator's request for a page of the assistants. */
public record ListAssistants(int limit, @Nullable String cursor) implements BusRecord {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 100;

    public ListAssistants {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
