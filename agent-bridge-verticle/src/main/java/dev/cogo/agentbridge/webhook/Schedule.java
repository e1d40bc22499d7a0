package dev.cogo.agentbridge.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** When a delivery is tried again: what Standard Webhooks 1.0 recommends, with jitter. */
final class Schedule {
    /** The pauses after the attempts; the first is made at once. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    static final int MAX_ATTEMPTS = PAUSES.size() + 1;
    /** Nobody asks for more. */
    static final Duration LONGEST = Duration.ofDays(1);

    private Schedule() {}

    /**
     * How long to wait after so many attempts, at least as long as the receiver asked for; from 1 to one less than {@link
     * #MAX_ATTEMPTS}.
     */
    static Duration pauseAfter(int attempts, Duration asked) {
        long pause = PAUSES.get(attempts - 1).toMillis();
        // A fifth more or less: what failed together does not come back together.
        long spread = (long) (pause * (0.8 + ThreadLocalRandom.current().nextDouble() * 0.4));
        return Duration.ofMillis(Math.max(spread, Math.min(asked.toMillis(), LONGEST.toMillis())));
    }
}
