package dev.cogo.node.ledger;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do, by asking for it. */
final class Await {
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private Await() {}

    /** Returns as soon as the condition holds; fails when it takes longer than that. */
    static void until(String what, Duration patience, BooleanSupplier condition) {
        until(() -> what, patience, condition);
    }

    static void until(Supplier<String> what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + patience.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
