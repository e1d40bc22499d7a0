package dev.cogo.schema.ai;

import org.jspecify.annotations.Nullable;

/**
 * What one model did on one day, as one assistant.
 *
 * @param day such as {@code 2026-11-30}, in UTC
 * @param assistant its handle; left out where it was none, as for a session's title
 * @param calls of the model, those that failed among them
 * @param cachedAnswers that were given again without a call
 * @param costMicros in millionths of a dollar; calls whose price nobody knows cost nothing here
 */
public record AiUsageDay(
        String day,
        String model,
        @Nullable String assistant,
        long calls,
        long cachedAnswers,
        long promptTokens,
        long outputTokens,
        long costMicros) {}
