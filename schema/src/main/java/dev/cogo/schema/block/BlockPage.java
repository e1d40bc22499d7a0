package dev.cogo.schema.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a block list; {@code next} is null at the end. */
public record BlockPage(
        List<Block> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public BlockPage {
        items = List.copyOf(items);
    }
}
