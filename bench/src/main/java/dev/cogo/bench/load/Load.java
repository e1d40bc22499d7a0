package dev.cogo.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Does an {@link Operation} for a time and measures it. All operations start and are counted on one event loop; the caller's
 * thread, which is none of Vert.x, waits for the result.
 */
public final class Load {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Context context;

    public Load(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /** The event loop that operations are called on: connections made on it spare a change of threads. */
    public Context context() {
        return context;
    }

    /**
     * As fast as the answers come, with so many under way at any time. This is for rates: its latencies are those of a full
     * server, and a stall keeps new operations from starting.
     *
     * @param warmUp before the measured time, not counted
     */
    public Measured atFullSpeed(Operation operation, int inFlight, Duration warmUp, Duration time) {
        Window window = new Window(operation.messages(), System.nanoTime() + warmUp.toNanos(), time);
        Semaphore ended = new Semaphore(0);
        context.runOnContext(v -> {
            for (int i = 0; i < inFlight; i++) {
                again(operation, window, ended);
            }
        });
        await(ended, inFlight, warmUp.plus(time));
        return window.measured();
    }

    private void again(Operation operation, Window window, Semaphore ended) {
        long begin = System.nanoTime();
        if (window.isOver(begin)) {
            ended.release();
            return;
        }
        operation.once().get().onComplete((done, failure) -> {
            long now = System.nanoTime();
            window.add(now, begin, now, failure);
            // A task of its own: an operation that fails at once would otherwise call itself without end.
            context.runOnContext(v -> again(operation, window, ended));
        });
    }

    /**
     * At a steady pace. What could not start in time, because the machine or the system was busy, counts from when it was
     * due: otherwise a slow answer would hide the ones behind it (coordinated omission).
     *
     * @param perSecond messages, not operations
     * @param maxInFlight how many may be under way; more are due, and late, when the system can't keep the pace
     */
    public Measured atPace(Operation operation, double perSecond, int maxInFlight, Duration warmUp, Duration time) {
        long start = System.nanoTime();
        Window window = new Window(operation.messages(), start + warmUp.toNanos(), time);
        Semaphore free = new Semaphore(maxInFlight);
        double nanosBetween = 1e9 * operation.messages() / perSecond;
        for (long n = 0; ; n++) {
            long due = start + (long) (n * nanosBetween);
            if (window.isOver(due)) {
                break;
            }
            Schedule.sleepUntil(due);
            if (!acquire(free, 1, TIMEOUT)) {
                window.fail("nothing was answered for " + TIMEOUT.toSeconds() + " s");
                return window.measured();
            }
            context.runOnContext(v -> operation.once().get().onComplete((done, failure) -> {
                window.add(due, due, System.nanoTime(), failure);
                free.release();
            }));
        }
        await(free, maxInFlight, Duration.ZERO);
        return window.measured();
    }

    private static void await(Semaphore semaphore, int permits, Duration time) {
        if (!acquire(semaphore, permits, time.plus(TIMEOUT))) {
            throw new IllegalStateException("answers are missing " + TIMEOUT.toSeconds() + " s after the last request");
        }
    }

    private static boolean acquire(Semaphore semaphore, int permits, Duration patience) {
        try {
            return semaphore.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The measured time. Written on the event loop and read when all has ended. */
    private static final class Window {
        private final int messages;
        private final long from;
        private final long to;
        private final Histogram microseconds = new Histogram(LONGEST_MICROS, 3);
        private long failed;
        private long done;
        private String firstFailure = "";

        Window(int messages, long from, Duration time) {
            this.messages = messages;
            this.from = from;
            this.to = from + time.toNanos();
        }

        boolean isOver(long nanoTime) {
            return nanoTime - to >= 0;
        }

        /** Counts an operation if {@code when} is in the window. A failure counts always. */
        synchronized void add(long when, long due, long answered, @Nullable Throwable failure) {
            if (failure != null) {
                fail(String.valueOf(failure.getMessage()));
            } else if (when - from >= 0 && !isOver(when)) {
                done++;
                microseconds.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(answered - due), 0, LONGEST_MICROS));
            }
        }

        synchronized void fail(String reason) {
            failed++;
            if (firstFailure.isEmpty()) {
                firstFailure = reason;
            }
        }

        synchronized Measured measured() {
            double seconds = (to - from) / 1e9;
            return new Measured(done * messages / seconds, failed, firstFailure, Latency.of(microseconds));
        }
    }
}
