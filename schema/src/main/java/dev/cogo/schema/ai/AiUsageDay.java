package dev.cogo.schema.ai;

/**
 * What one model did on one day.
 *
 * @param day such as {@code 2026-11-30}, in UTC
 * @param calls of the model, those that failed among them
 * @param cachedAnswers that were given again without a call
 * @param costMicros in millionths of a dollar; calls whose price nobody knows cost nothing here
 */
public record AiUsageDay(
        String day,
        String model,
        long calls,
        long cachedAnswers,
        long promptTokens,
        long outputTokens,
        long costMicros) {}
