package dev.cogo.schema.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the view {@code chat_analytics}; there is no further page. */
public record Analytics(
        List<AnalyticsHour> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public Analytics {
        items = List.copyOf(items);
    }
}
