package dev.cogo.archive.runs;

import dev.cogo.runtime.error.Failures;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Runs the archive again and again: soon after the start, because the start may follow a crash, then about every interval. */
public final class Schedule {
    private final Vertx vertx;
    private final long firstRunWithinMs;
    private final long intervalMs;
    private final Runnable run;
    private long timer;
    private boolean stopped;

    public Schedule(Vertx vertx, Duration firstRunWithin, Duration interval, Runnable run) {
        this.vertx = vertx;
        this.firstRunWithinMs = firstRunWithin.toMillis();
        this.intervalMs = interval.toMillis();
        this.run = run;
    }

    public void start() {
        again(1 + random(firstRunWithinMs));
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    // The next run is timed from the end of the last, so runs of one node never overlap. A tenth more or less by chance
    // keeps the nodes of a cluster apart.
    private void again(long delayMs) {
        timer = vertx.setTimer(delayMs, id -> {
            try {
                run.run();
            } catch (RuntimeException e) {
                Failures.of(e, "an archive run");
            }
            if (!stopped) {
                again(Math.max(1, intervalMs - intervalMs / 10 + random(1 + intervalMs / 5)));
            }
        });
    }

    private static long random(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }
}
