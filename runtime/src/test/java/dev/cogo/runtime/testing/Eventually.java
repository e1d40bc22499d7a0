package dev.cogo.runtime.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads or processes bring about, by asking for it. */
public final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(60);
    /** Not shorter: a connection that asks more than 100 times a second is refused. */
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private Eventually() {}

    /** Returns as soon as the condition holds; fails when it does not in 20 seconds. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, TIMEOUT, condition);
    }

    /** Returns as soon as the condition holds; fails when it does not in that time. */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        until(() -> what, patience, condition);
    }

    /** Likewise, with words for the error that are known only then. */
    public static void until(Supplier<String> what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + patience.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** The value as soon as it is as wished; fails when it is not in 60 seconds. */
    public static <T> T become(Supplier<T> value, Predicate<T> wish) {
        long end = System.nanoTime() + LONG_TIMEOUT.toNanos();
        T now = value.get();
        while (!wish.test(now)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + LONG_TIMEOUT.toSeconds() + " s still " + now);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            now = value.get();
        }
        return now;
    }
}
