package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the read marks of a session; {@code next} is null at the end. */
public record ReadMarkPage(
        List<ReadMark> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public ReadMarkPage {
        items = List.copyOf(items);
    }
}
