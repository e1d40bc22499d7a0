package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a session's tasks, newest first. */
public record TaskPage(
        List<Task> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public TaskPage {
        items = List.copyOf(items);
    }
}
