package dev.cogo.ai.budget;

import dev.cogo.ai.model.ModelConfig;
import java.time.LocalDate;
import java.util.List;

/**
 * What the AI costs and how much that may be.
 *
 * @param limits none for no end of it
 */
public record SpendingConfig(Prices prices, List<Limit> limits) {
    public SpendingConfig {
        limits = List.copyOf(limits);
        if (limits.stream()
                        .map(limit -> limit.scope() + "/" + limit.period())
                        .distinct()
                        .count()
                < limits.size()) {
            throw new IllegalArgumentException("AI_BUDGETS names a budget twice");
        }
    }

    /** No limits, and the prices that are known. */
    public static SpendingConfig none() {
        return new SpendingConfig(Prices.of(List.of()), List.of());
    }

    /** @throws IllegalArgumentException when there is a limit and a model whose cost nobody knows */
    public void check(List<ModelConfig> models, LocalDate today) {
        for (ModelConfig model : models) {
            if (!limits.isEmpty() && prices.of(model.name(), today).isEmpty()) {
                throw new IllegalArgumentException(
                        "AI_BUDGETS is set, and the model %s of AI_MODELS has no price: set it in AI_PRICES"
                                .formatted(model.name()));
            }
        }
    }
}
