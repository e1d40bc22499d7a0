package dev.cogo.schema.assistant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the assistants, by handle. */
public record AssistantPage(
        List<Assistant> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public AssistantPage {
        items = List.copyOf(items);
    }
}
