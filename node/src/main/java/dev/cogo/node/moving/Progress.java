package dev.cogo.node.moving;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a part is, every few seconds. */
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final String what;
    private final long all;
    private final Consumer<String> out;
    private final long startedAt = System.nanoTime();
    private long shownAt = startedAt;
    private long read;

    Progress(Part part, long all, Consumer<String> out) {
        this.what = part.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        this.all = all;
        this.out = out;
    }

    void read(int rows) {
        read += rows;
        long now = System.nanoTime();
        if (now - shownAt < EVERY.toNanos()) {
            return;
        }
        shownAt = now;
        double seconds = (now - startedAt) / 1e9;
        long left = Math.max(0, (long) ((all - read) * seconds / read));
        out.accept("%s: %d of %d, %.0f a second, about %s left"
                .formatted(what, read, all, read / seconds, Duration.ofSeconds(left)));
    }

    void done(long taken) {
        out.accept(what + ": " + read + " rows read, " + taken + " taken");
    }
}
