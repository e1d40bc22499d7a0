package dev.cogo.ai.budget;

import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Tokens;
import dev.cogo.schema.ai.Usage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What calls cost, by the price table. */
public final class Costs {
    private final Prices prices;
    private final List<ModelConfig> models;
    private final Generation generation;
    private final Clock clock;

    /** @param models those that may be asked */
    public Costs(Prices prices, List<ModelConfig> models, Generation generation, Clock clock) {
        this.prices = prices;
        this.models = models;
        this.generation = generation;
        this.clock = clock;
    }

    /**
     * What a call has cost.
     *
     * @param price by which it was counted
     * @param micros millionths of a dollar
     */
    public record Cost(String price, long micros) {}

    /** The cost of a call; empty when nothing was counted, or nobody knows the model's price. */
    public Optional<Cost> of(Origin origin, @Nullable Usage usage) {
        if (usage == null) {
            return Optional.empty();
        }
        LocalDate today = LocalDate.now(clock);
        return prices.of(origin.served(), today)
                .or(() -> prices.of(origin.asked(), today))
                .map(price -> new Cost(price.id(), price.micros(usage)));
    }

    /** The most that an answer to the prompt can cost, whichever model gives it, in millionths of a dollar. */
    public long atMost(Prompt prompt) {
        int read = Tokens.atMost(prompt);
        int written = generation.maxOutputTokens(prompt);
        LocalDate today = LocalDate.now(clock);
        return models.stream()
                .flatMap(model -> prices.of(model.name(), today).stream())
                .flatMap(price -> Stream.of(
                        price.micros(new Usage(read, written, read + written)),
                        price.micros(new Usage(read, written, read + written, 0, written, 0))))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
