package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** Where a user is told of a task, by id; credentials are left out. */
public record PushConfigs(List<PushConfig> items) implements BusRecord {
    public PushConfigs {
        items = List.copyOf(items);
    }
}
