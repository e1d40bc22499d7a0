package dev.cogo.gateway.supabase.realtime;

import java.util.concurrent.TimeUnit;

/**
 * How many pings the clients of an event loop may cost: each is answered, and reading the answer costs about as much as an event.
 * What it refuses waits for a later sweep. Used on that event loop only.
 */
final class PingRateLimit {
    private static final int PER_SECOND = 200;

    private double left = PER_SECOND;
    private long filledAt = System.nanoTime();

    boolean tryAcquire(long nanoTime) {
        double filled = (double) (nanoTime - filledAt) / TimeUnit.SECONDS.toNanos(1) * PER_SECOND;
        filledAt = nanoTime;
        left = Math.min(PER_SECOND, left + filled);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
