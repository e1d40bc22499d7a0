package dev.cogo.schema.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of history out of its middle.
 *
 * @param items in seq order, oldest first
 * @param older the seq to give as {@code before} for the page in front of it; null at the beginning
 * @param newer the seq to give as {@code after} for the page behind it; null at the end
 */
public record MessageWindow(
        List<Message> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String older,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String newer)
        implements BusRecord {
    public MessageWindow {
        items = List.copyOf(items);
    }
}
