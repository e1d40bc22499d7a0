package dev.cogo.schema.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of history.
 *
 * @param items in seq order, oldest first, whichever way the page was asked for
 * @param next the seq to give as {@code before} (or as {@code after}, if the page was asked for so) for the following
 *     page; null at the end
 */
public record MessagePage(
        List<Message> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public MessagePage {
        items = List.copyOf(items);
    }
}
