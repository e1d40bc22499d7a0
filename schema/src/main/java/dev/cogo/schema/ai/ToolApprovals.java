package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** Calls that wait for a user's word, oldest first. */
public record ToolApprovals(List<ToolApproval> items) implements BusRecord {
    public ToolApprovals {
        items = List.copyOf(items);
    }
}
