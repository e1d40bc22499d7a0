package dev.cogo.schema.session;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request for a page of all sessions, the newest first.
 *
 * @param title the beginning of it, in whatever case; null for all
 * @param member whose sessions; null for everybody's
 * @param held only those on hold
 */
public record ListAllSessions(
        @Nullable String title,
        @Nullable SessionKind kind,
        @Nullable UUID member,
        boolean held,
        int limit,
        @Nullable UUID after)
        implements BusRecord {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public ListAllSessions {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
