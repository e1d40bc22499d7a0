package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of all sessions; {@code next} is null at the end. */
public record SessionOverviewPage(
        List<SessionOverview> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public SessionOverviewPage {
        items = List.copyOf(items);
    }
}
