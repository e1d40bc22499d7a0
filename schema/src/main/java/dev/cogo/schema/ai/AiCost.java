package dev.cogo.schema.ai;

import org.jspecify.annotations.Nullable;

/**
 * What the AI cost for one of what was asked for.
 *
 * @param key the model, the assistant's handle, the id of the user or of the session, or the day; null for calls of which that is not known, as those of a
 *     user who was erased
 * @param failures calls without an answer
 * @param unpricedCalls whose cost is missing, because nobody knows the price of the model
 * @param costMicros in millionths of a dollar
 */
public record AiCost(
        @Nullable String key,
        long calls,
        long failures,
        long cachedAnswers,
        long unpricedCalls,
        long promptTokens,
        long cachedTokens,
        long outputTokens,
        long thoughtTokens,
        long costMicros) {}
