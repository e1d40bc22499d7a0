package dev.cogo.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Times at which something is due, at a steady pace from when it was made. For one thread. */
public final class Schedule {
    private final long start = System.nanoTime();
    private final double nanosBetween;
    private long number;

    private Schedule(double nanosBetween) {
        this.nanosBetween = nanosBetween;
    }

    public static Schedule of(double perSecond) {
        return new Schedule(1e9 / perSecond);
    }

    /** Waits until the next one is due, not at all if that time has gone, and gives it by {@link System#nanoTime}. */
    public long awaitNext() {
        long due = start + (long) (number * nanosBetween);
        number++;
        sleepUntil(due);
        return due;
    }

    /** Waits for so long. */
    public static void sleep(Duration time) {
        sleepUntil(System.nanoTime() + time.toNanos());
    }

    // A timer of Vert.x ticks in milliseconds, which would be most of what is measured here.
    static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
