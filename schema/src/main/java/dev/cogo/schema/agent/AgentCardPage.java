package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the agents that tasks may name, by handle. */
public record AgentCardPage(
        List<AgentCard> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public AgentCardPage {
        items = List.copyOf(items);
    }
}
