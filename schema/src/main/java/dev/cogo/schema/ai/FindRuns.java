package dev.cogo.schema.ai;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's request for a page of the runs by which they asked an assistant; of the newest {@link #MAX_FOUND} those that fit.
 *
 * @param sessionId null for all sessions
 * @param statuses empty for all
 * @param refused of failed runs: true for those that the model declined, false for the others, null for both
 * @param changedSince null for whenever
 */
public record FindRuns(
        UUID userId,
        UUID assistantId,
        @Nullable UUID sessionId,
        List<RunStatus> statuses,
        @Nullable Boolean refused,
        @Nullable Instant changedSince,
        int limit,
        @Nullable String cursor)
        implements BusRecord {
    public static final int MAX_LIMIT = 100;
    public static final int MAX_FOUND = 1000;

    public FindRuns {
        statuses = List.copyOf(statuses);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("a page has 1 to " + MAX_LIMIT + " runs");
        }
    }
}
