package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the registered agents, by handle. */
public record AgentPage(
        List<Agent> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public AgentPage {
        items = List.copyOf(items);
    }
}
