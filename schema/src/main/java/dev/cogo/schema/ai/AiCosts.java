package dev.cogo.schema.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the AI cost, the dearest first, and what is left of the budgets of all together; there is no further page. */
public record AiCosts(
        List<AiBudget> budgets,
        List<AiCost> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public AiCosts {
        budgets = List.copyOf(budgets);
        items = List.copyOf(items);
    }
}
