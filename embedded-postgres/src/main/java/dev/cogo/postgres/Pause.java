package dev.cogo.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for another process, of which nothing tells us when it is done. */
final class Pause {
    private static final Duration STEP = Duration.ofMillis(20);

    private Pause() {}

    /** Lets time pass. */
    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while PostgreSQL was being started or stopped.", e);
        }
    }

    /**
     * Looks every 20 ms.
     *
     * @return false if the condition did not come true within the limit
     */
    static boolean until(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            of(STEP);
        }
        return true;
    }
}
