package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's request for a page of the tasks that they gave an agent; of the newest {@link #MAX_FOUND} those that fit.
 *
 * @param sessionId null for all sessions
 * @param statuses empty for all
 * @param rejected of failed tasks: true for those that the agent refused, false for the others, null for both
 * @param changedSince null for whenever
 */
public record FindTasks(
        UUID userId,
        String agent,
        @Nullable UUID sessionId,
        List<TaskStatus> statuses,
        @Nullable Boolean rejected,
        @Nullable Instant changedSince,
        int limit,
        @Nullable String cursor)
        implements BusRecord {
    public static final int MAX_LIMIT = 100;
    public static final int MAX_FOUND = 1000;

    public FindTasks {
        statuses = List.copyOf(statuses);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("a page has 1 to " + MAX_LIMIT + " tasks");
        }
    }
}
