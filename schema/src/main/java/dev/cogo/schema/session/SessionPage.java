package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a user's sessions; {@code next} is null at the end. */
public record SessionPage(
        List<Session> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public SessionPage {
        items = List.copyOf(items);
    }
}
