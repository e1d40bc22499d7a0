package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** Contexts that a user has named. */
public record NamedContexts(List<NamedContext> items) implements BusRecord {
    public NamedContexts {
        items = List.copyOf(items);
    }
}
