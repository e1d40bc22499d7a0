package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks that are not over, oldest first; there is no further page. */
public record OpenTaskPage(
        List<OpenTask> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public OpenTaskPage {
        items = List.copyOf(items);
    }
}
