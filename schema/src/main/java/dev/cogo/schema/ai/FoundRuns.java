package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the runs by which a user asked an assistant, the last changed first.
 *
 * @param total how many fit, on all pages
 */
public record FoundRuns(List<AiRun> items, @Nullable String next, int total) implements BusRecord {
    public FoundRuns {
        items = List.copyOf(items);
    }
}
