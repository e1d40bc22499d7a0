package dev.cogo.gateway.limits;

import java.util.concurrent.TimeUnit;

/** A token bucket for one event loop, by a clock of {@link System#nanoTime}. */
public final class TokenBucket {
    private final double perNano;
    private final int burst;
    private double left;
    private long filledAt;

    /** A full one. */
    public TokenBucket(int perSecond, int burst, long nanoTime) {
        this.perNano = (double) perSecond / TimeUnit.SECONDS.toNanos(1);
        this.burst = burst;
        this.left = burst;
        this.filledAt = nanoTime;
    }

    /** Takes one; false when there is none. */
    public boolean tryAcquire(long nanoTime) {
        return tryAcquire(1, nanoTime);
    }

    /** Takes so many; false, and none is taken, when there are not as many. */
    public boolean tryAcquire(int tokens, long nanoTime) {
        fill(nanoTime);
        if (left < tokens) {
            return false;
        }
        left -= tokens;
        return true;
    }

    /** Takes one whether there is any or not; what is left then, below zero when it was none. */
    public double acquire(long nanoTime) {
        fill(nanoTime);
        left--;
        return left;
    }

    private void fill(long nanoTime) {
        left = Math.min(burst, left + (nanoTime - filledAt) * perNano);
        filledAt = nanoTime;
    }
}
