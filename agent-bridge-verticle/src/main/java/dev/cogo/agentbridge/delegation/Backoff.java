package dev.cogo.agentbridge.delegation;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: each twice as long as the last, up to a minute, less up to half by chance, so that tasks that failed
 * together do not come back together.
 */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Duration first;

    Backoff(Duration first) {
        this.first = first;
    }

    /** The pause after so many attempts; at least 1. */
    Duration after(int attempts) {
        // Doubled at most 20 times: beyond that every sensible first pause has reached the longest.
        Duration full = first.multipliedBy(1L << Math.min(Math.max(attempts, 1) - 1, 20));
        long milliseconds = Math.min(full.toMillis(), LONGEST.toMillis());
        return Duration.ofMillis(milliseconds - ThreadLocalRandom.current().nextLong(milliseconds / 2 + 1));
    }
}
