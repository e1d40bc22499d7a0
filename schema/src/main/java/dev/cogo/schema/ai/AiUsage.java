package dev.cogo.schema.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the AI did for a user, by day and model, and what is left of the user's budgets; there is no further page. */
public record AiUsage(
        List<AiBudget> budgets,
        List<AiUsageDay> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public AiUsage {
        budgets = List.copyOf(budgets);
        items = List.copyOf(items);
    }
}
