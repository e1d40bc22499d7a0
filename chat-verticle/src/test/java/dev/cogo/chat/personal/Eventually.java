package dev.cogo.chat.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what happens in the background. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private Eventually() {}

    /** The value as soon as it is as wished. */
    static <T> T become(Supplier<T> value, Predicate<T> wish) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T now = value.get();
        while (!wish.test(now)) {
            assertThat(System.nanoTime()).as("still " + now).isLessThan(deadline);
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            now = value.get();
        }
        return now;
    }
}
