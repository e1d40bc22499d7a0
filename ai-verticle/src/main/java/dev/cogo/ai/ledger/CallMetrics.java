package dev.cogo.ai.ledger;

import dev.cogo.schema.ai.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What calls of the AI took: time, tokens and money, by the models that the configuration names. Thread-safe. */
final class CallMetrics {
    private static final double MICROS = 1_000_000;

    private final MeterRegistry registry;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param outcome {@code answered}, {@code cached} or an error's code */
    void add(String provider, String model, String outcome, @Nullable Usage usage, long nanos) {
        registry.timer("cogo.ai.calls", "provider", provider, "model", model, "outcome", outcome)
                .record(nanos, TimeUnit.NANOSECONDS);
        if (usage != null && !outcome.equals("cached")) {
            tokens(provider, model, "prompt", usage.promptTokens());
            tokens(provider, model, "output", usage.outputTokens());
        }
    }

    /** @param micros millionths of a dollar */
    void cost(String provider, String model, long micros) {
        registry.counter("cogo.ai.cost.dollars", "provider", provider, "model", model)
                .increment(micros / MICROS);
    }

    private void tokens(String provider, String model, String kind, int count) {
        registry.counter("cogo.ai.tokens", "provider", provider, "model", model, "kind", kind)
                .increment(count);
    }
}
