package dev.cogo.schema.ai;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A limit of what may be spent, in millionths of a dollar.
 *
 * @param scope {@code user}, {@code assistant} or {@code total}
 * @param assistant whose it is, by its handle; null for those of another scope
 * @param period {@code day} or {@code month}, in UTC
 * @param reservedMicros kept for answers that are being written
 * @param endsAt when the next period begins
 */
public record AiBudget(
        String scope,
        @Nullable String assistant,
        String period,
        long limitMicros,
        long spentMicros,
        long reservedMicros,
        Instant endsAt) {}
