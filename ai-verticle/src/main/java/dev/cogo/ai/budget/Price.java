package dev.cogo.ai.budget;

import dev.cogo.schema.ai.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * What a model's tokens cost from a day on, in dollars for a million of them, which are millionths of a dollar for each.
 *
 * @param input read anew
 * @param cached read before, and kept by the provider
 * @param output written
 * @param thought of what was written
 * @param tool read because of the provider's tools
 */
public record Price(
        String model,
        LocalDate from,
        BigDecimal input,
        BigDecimal cached,
        BigDecimal output,
        BigDecimal thought,
        BigDecimal tool) {

    /** How the ledger names it. */
    public String id() {
        return model + "@" + from;
    }

    /** The cost in millionths of a dollar, rounded up. */
    public long micros(Usage usage) {
        return times(input, usage.promptTokens() - usage.cachedTokens())
                .add(times(cached, usage.cachedTokens()))
                .add(times(output, usage.outputTokens() - usage.thoughtTokens()))
                .add(times(thought, usage.thoughtTokens()))
                .add(times(tool, usage.toolTokens()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    // A provider's counts need not add up.
    private static BigDecimal times(BigDecimal each, int tokens) {
        return each.multiply(BigDecimal.valueOf(Math.max(0, tokens)));
    }
}
