package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tasks that a user gave an agent, the last changed first.
 *
 * @param total how many fit, on all pages
 */
public record FoundTasks(List<Task> items, @Nullable String next, int total) implements BusRecord {
    public static final FoundTasks NONE = new FoundTasks(List.of(), null, 0);

    public FoundTasks {
        items = List.copyOf(items);
    }
}
