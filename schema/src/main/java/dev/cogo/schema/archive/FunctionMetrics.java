package dev.cogo.schema.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations by how often they were called; there is no further page. */
public record FunctionMetrics(
        List<FunctionMetric> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public FunctionMetrics {
        items = List.copyOf(items);
    }
}
