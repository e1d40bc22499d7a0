package dev.cogo.ai.schedule;

import dev.cogo.runtime.error.Failures;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A task that a virtual-thread verticle repeats until it is closed. The next run is due an interval after the end of the
 * one before, so runs never overlap; a run that fails is logged and the next one comes all the same.
 */
public final class Repeating implements AutoCloseable {
    private final Vertx vertx;
    private final String name;
    private final Duration interval;
    private final Runnable task;
    private volatile boolean closed;
    private volatile long timer;

    private Repeating(Vertx vertx, String name, Duration interval, Runnable task) {
        this.vertx = vertx;
        this.name = name;
        this.interval = interval;
        this.task = task;
    }

    /**
     * Begins. Call it on the verticle's context: that is where the task runs.
     *
     * @param name what the task does, for the log
     * @param interval each pause is between three quarters of it and the whole, so that nodes do not keep in step
     */
    public static Repeating start(Vertx vertx, String name, Duration interval, Runnable task) {
        Repeating repeating = new Repeating(vertx, name, interval, task);
        repeating.scheduleNext();
        return repeating;
    }

    /** Begins no further run. One that is under way goes on, and what it fails with is of no interest any more. */
    @Override
    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    private void scheduleNext() {
        if (!closed) {
            long millis = interval.toMillis();
            long pause = Math.max(1, millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
            timer = vertx.setTimer(pause, due -> run());
        }
    }

    private void run() {
        try {
            task.run();
        } catch (Exception e) { // await also throws checked exceptions
            if (!closed) {
                Failures.of(e, name);
            }
        } finally {
            scheduleNext();
        }
    }
}
