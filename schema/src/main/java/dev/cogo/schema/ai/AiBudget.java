package dev.cogo.schema.ai;

import java.time.Instant;

/**
 * A limit of what may be spent, in millionths of a dollar.
 *
 * @param scope {@code user} or {@code total}
 * @param period {@code day} or {@code month}, in UTC
 * @param reservedMicros kept for answers that are being written
 * @param endsAt when the next period begins
 */
public record AiBudget(
        String scope, String period, long limitMicros, long spentMicros, long reservedMicros, Instant endsAt) {}
