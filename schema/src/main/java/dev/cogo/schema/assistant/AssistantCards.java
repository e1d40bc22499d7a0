package dev.cogo.schema.assistant;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** The assistants that are enabled, the built-in one first, then by handle. */
public record AssistantCards(List<AssistantCard> items) implements BusRecord {
    public AssistantCards {
        items = List.copyOf(items);
    }
}
