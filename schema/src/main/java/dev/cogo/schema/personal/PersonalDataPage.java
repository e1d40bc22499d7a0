package dev.cogo.schema.personal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of what a room holds of a user, as free JSON; {@code next} is null at the end. */
public record PersonalDataPage(
        List<Map<String, Object>> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public PersonalDataPage {
        items = List.copyOf(items);
    }
}
