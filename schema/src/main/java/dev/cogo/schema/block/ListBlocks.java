package dev.cogo.schema.block;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request for a page of the caller's block list, newest first. */
public record ListBlocks(UUID userId, int limit, @Nullable String cursor) implements BusRecord {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public ListBlocks {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
