package dev.cogo.ai.ledger;

import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.budget.Budgets;
import dev.cogo.ai.budget.Limit;
import dev.cogo.ai.budget.Limit.Scope;
import dev.cogo.ai.budget.Payers;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.ai.AiBudget;
import dev.cogo.schema.ai.AiCost;
import dev.cogo.schema.ai.AiCosts;
import dev.cogo.schema.ai.AiUsage;
import dev.cogo.schema.ai.AiUsageDay;
import dev.cogo.schema.ai.ReadAiCosts;
import dev.cogo.schema.ai.ReadAiUsage;
import dev.cogo.schema.assistant.Assistant;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the ledger and the budgets say, for users of themselves and for operators of all. */
public final class UsageReport {
    // Days begin in UTC, as the connections do.
    private static final String SINCE = "created_at >= current_date - $2::int + 1";
    // By ai_response_logs_user: what one user may ask in a month is bounded by the limit of messages.
    private static final String OWN = """
            SELECT created_at::date::text AS day, model,
                   (SELECT a.handle FROM assistants a WHERE a.id = assistant_id) AS assistant,
                   count(*) FILTER (WHERE NOT cached) AS calls,
                   count(*) FILTER (WHERE cached) AS cached_answers,
                   coalesce(sum(prompt_tokens), 0) AS prompt_tokens,
                   coalesce(sum(output_tokens), 0) AS output_tokens,
                   coalesce(sum(cost_micros), 0)::bigint AS cost_micros
            FROM ai_response_logs WHERE user_id = $1 AND %s
            GROUP BY 1, 2, assistant_id ORDER BY 1 DESC, 2, 3 LIMIT 500""".formatted(SINCE);
    private static final String ALL = """
            SELECT CASE $1::text
                       WHEN 'model' THEN provider || ':' || model
                       WHEN 'assistant' THEN (SELECT a.handle FROM assistants a WHERE a.id = assistant_id)
                       WHEN 'user' THEN user_id::text
                       WHEN 'session' THEN session_id::text
                       ELSE created_at::date::text
                   END AS key,
                   count(*) FILTER (WHERE NOT cached) AS calls,
                   count(*) FILTER (WHERE error IS NOT NULL) AS failures,
                   count(*) FILTER (WHERE cached) AS cached_answers,
                   count(*) FILTER (WHERE total_tokens IS NOT NULL AND cost_micros IS NULL) AS unpriced_calls,
                   coalesce(sum(prompt_tokens), 0) AS prompt_tokens,
                   coalesce(sum(cached_tokens), 0) AS cached_tokens,
                   coalesce(sum(output_tokens), 0) AS output_tokens,
                   coalesce(sum(thought_tokens), 0) AS thought_tokens,
                   coalesce(sum(cost_micros), 0)::bigint AS cost_micros
            FROM ai_response_logs WHERE %s
            GROUP BY 1 ORDER BY cost_micros DESC, calls DESC, key LIMIT $3""".formatted(SINCE);
    private static final UUID NOBODY = new UUID(0, 0);

    private final Database database;
    private final Budgets budgets;
    private final Assistants assistants;

    public UsageReport(Database database, Budgets budgets, Assistants assistants) {
        this.database = database;
        this.budgets = budgets;
        this.assistants = assistants;
    }

    /** A user's own. */
    public AiUsage own(ReadAiUsage request) {
        List<AiUsageDay> days = database.query(OWN, request.userId(), request.days()).stream()
                .map(row -> new AiUsageDay(
                        row.getString("day"),
                        row.getString("model"),
                        row.getString("assistant"),
                        row.getLong("calls"),
                        row.getLong("cached_answers"),
                        row.getLong("prompt_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("cost_micros")))
                .toList();
        return new AiUsage(states(Scope.USER, request.userId()), days, null);
    }

    /** Everybody's; the door has checked that an operator asks. */
    public AiCosts all(ReadAiCosts request) {
        List<AiCost> costs = database.query(ALL, request.by(), request.days(), request.limit()).stream()
                .map(UsageReport::cost)
                .toList();
        List<AiBudget> states = new ArrayList<>(states(Scope.TOTAL, NOBODY));
        states.addAll(ofAssistants());
        return new AiCosts(states, costs, null);
    }

    private static AiCost cost(Row row) {
        return new AiCost(
                row.getString("key"),
                row.getLong("calls"),
                row.getLong("failures"),
                row.getLong("cached_answers"),
                row.getLong("unpriced_calls"),
                row.getLong("prompt_tokens"),
                row.getLong("cached_tokens"),
                row.getLong("output_tokens"),
                row.getLong("thought_tokens"),
                row.getLong("cost_micros"));
    }

    private List<AiBudget> ofAssistants() {
        Map<UUID, Assistant> all =
                assistants.all().stream().collect(Collectors.toMap(Assistant::id, assistant -> assistant));
        Map<UUID, List<Limit>> own = new HashMap<>();
        all.forEach((id, assistant) -> own.put(id, Payers.limits(assistant)));
        return budgets.states(Scope.ASSISTANT, own).stream()
                .map(state -> budget(
                        state, Objects.requireNonNull(all.get(state.owner())).handle()))
                .toList();
    }

    private List<AiBudget> states(Scope scope, UUID owner) {
        return budgets.states(scope, owner).stream()
                .map(state -> budget(state, null))
                .toList();
    }

    private static AiBudget budget(Budgets.State state, @Nullable String assistant) {
        return new AiBudget(
                state.limit().scope().wireName(),
                assistant,
                state.limit().period().wireName(),
                state.limit().micros(),
                state.spent(),
                state.reserved(),
                state.endsAt());
    }
}
