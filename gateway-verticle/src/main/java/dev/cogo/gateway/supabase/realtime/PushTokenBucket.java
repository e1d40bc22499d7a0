package dev.cogo.gateway.supabase.realtime;

import java.util.concurrent.TimeUnit;

/** A token bucket: how much a client may still say. Used on the hub's event loop only. */
final class PushTokenBucket {
    // What supabase-js itself sends at most by default is 10 a second.
    private static final int PER_SECOND = 20;
    private static final int BURST = 100;

    private double left = BURST;
    private long filledAt;

    PushTokenBucket(long nanoTime) {
        filledAt = nanoTime;
    }

    /** Takes one; false when there is none. */
    boolean tryAcquire(long nanoTime) {
        double filled = (double) (nanoTime - filledAt) / TimeUnit.SECONDS.toNanos(1) * PER_SECOND;
        filledAt = nanoTime;
        left = Math.min(BURST, left + filled);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
