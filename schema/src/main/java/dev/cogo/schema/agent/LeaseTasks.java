package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * A pull agent's question for work.
 *
 * @param secretId which of the agents' secrets it bears
 * @param max how many tasks it takes now
 * @param waitSeconds how long it waits for the first
 */
public record LeaseTasks(UUID secretId, int max, int waitSeconds) implements BusRecord {
    public static final int MAX_TASKS = 20;
    public static final int MAX_WAIT_SECONDS = 30;

    public LeaseTasks {
        if (max < 1 || max > MAX_TASKS) {
            throw CogoException.invalid("max must be 1 to " + MAX_TASKS);
        }
        if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
            throw CogoException.invalid("waitSeconds must be 0 to " + MAX_WAIT_SECONDS);
        }
    }
}
