package dev.cogo.ai.gemini;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Pauses between calls: exponential with full jitter, so that nodes that failed together do not come back together. */
record Backoff(Duration first, Duration max) {
    /**
     * @param failures how many calls have failed, from 1
     * @param hint a pause that the server asked for; it is kept, and jitter comes on top
     */
    Duration after(int failures, @Nullable Duration hint) {
        long ceiling = Math.min(max.toMillis(), first.toMillis() << Math.min(failures - 1, 20));
        Duration jitter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, ceiling + 1));
        return hint == null ? jitter : hint.plus(jitter);
    }
}
