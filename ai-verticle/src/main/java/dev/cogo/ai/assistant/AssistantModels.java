package dev.cogo.ai.assistant;

import dev.cogo.ai.budget.Prices;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.schema.assistant.AssistantSettings;
import dev.cogo.schema.error.CogoException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators may say of an assistant's models and money, on a server with these models and prices. */
public record AssistantModels(List<ModelConfig> models, Prices prices) {
    /**
     * Refuses models that the server does not ask, and a budget where nobody knows what the server's models cost.
     *
     * @throws CogoException {@code invalid_request}
     */
    void check(AssistantSettings settings) {
        List<String> known = models.stream().map(ModelConfig::id).toList();
        if (settings.models() != null && !known.containsAll(settings.models())) {
            throw CogoException.invalid(
                    "models can be those of AI_MODELS: " + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        boolean limited = above0(settings.dailyMicros()) || above0(settings.monthlyMicros());
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        models.stream()
                .filter(model -> limited && prices.of(model.name(), today).isEmpty())
                .findFirst()
                .ifPresent(model -> {
                    throw CogoException.invalid(
                            "the model %s has no price: set it in AI_PRICES".formatted(model.name()));
                });
    }

    private static boolean above0(@Nullable Long micros) {
        return micros != null && micros > 0;
    }
}
