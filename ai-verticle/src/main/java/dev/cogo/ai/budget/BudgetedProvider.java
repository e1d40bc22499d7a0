package dev.cogo.ai.budget;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderDecorator;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import org.jspecify.annotations.Nullable;

/** A provider that is asked on somebody's behalf, as long as their budget lasts. */
public final class BudgetedProvider extends ProviderDecorator {
    private final Budgets budgets;
    private final Costs costs;
    private final Payers payers;

    public BudgetedProvider(Provider provider, Budgets budgets, Costs costs, Payers payers) {
        super(provider);
        this.budgets = budgets;
        this.costs = costs;
        this.payers = payers;
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        Reservation reservation = reserve(prompt);
        long micros = 0;
        try {
            Completion answer = provider.stream(prompt, sink);
            micros = cost(answer.origin(), answer.usage());
            return answer;
        } catch (ProviderFailure failure) {
            micros = cost(failure.origin(), failure.usage());
            throw failure;
        } finally {
            settle(reservation, micros);
        }
    }

    private Reservation reserve(Prompt prompt) {
        try {
            return budgets.reserve(payers, costs.atMost(prompt));
        } catch (CogoException spent) {
            throw new ProviderFailure(spent, Origin.of(provider.name(), provider.model()), null);
        }
    }

    private long cost(Origin origin, @Nullable Usage usage) {
        return costs.of(origin, usage).map(Costs.Cost::micros).orElse(0L);
    }

    // The answer is there: what it cost is then missing in the budget, and stands in the ledger.
    private void settle(Reservation reservation, long micros) {
        try {
            budgets.settle(reservation, micros);
        } catch (Exception e) {
            Failures.of(e, "settling what the AI cost");
        }
    }
}
