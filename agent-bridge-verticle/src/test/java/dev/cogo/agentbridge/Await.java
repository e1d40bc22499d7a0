package dev.cogo.agentbridge;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition that something else brings about. */
final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come: " + what);
            }
            Thread.sleep(10);
        }
    }
}
