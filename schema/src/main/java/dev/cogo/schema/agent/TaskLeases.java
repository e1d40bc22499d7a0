package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/**
 * The answer to {@link LeaseTasks}.
 *
 * @param canceled tasks that the agent was given and need not go on with; each is told once
 */
public record TaskLeases(List<TaskLease> tasks, List<UUID> canceled) implements BusRecord {
    public TaskLeases {
        tasks = List.copyOf(tasks);
        canceled = List.copyOf(canceled);
    }
}
