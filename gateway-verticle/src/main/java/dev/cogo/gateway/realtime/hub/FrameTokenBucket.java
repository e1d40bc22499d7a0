package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import java.util.concurrent.TimeUnit;

/** A token bucket: how many frames a client may still send. Used on the hub's event loop only. */
final class FrameTokenBucket {
    /** What to do with a frame. */
    enum Verdict {
        SERVE,
        REFUSE,
        /** The client ignores that it is refused: close it. */
        CLOSE
    }

    private final double perNano;
    private final int burst;
    private double left;
    private long filledAt;

    FrameTokenBucket(RealtimeLimits.Inbound limits, long nanoTime) {
        this.perNano = (double) limits.framesPerSecond() / TimeUnit.SECONDS.toNanos(1);
        this.burst = limits.frameBurst();
        this.left = burst;
        this.filledAt = nanoTime;
    }

    /** Counts a frame. A refused one counts too, so that only who slows down is served again. */
    Verdict tryAcquire(long nanoTime) {
        left = Math.min(burst, left + (nanoTime - filledAt) * perNano) - 1;
        filledAt = nanoTime;
        if (left >= 0) {
            return Verdict.SERVE;
        }
        return left >= -burst ? Verdict.REFUSE : Verdict.CLOSE;
    }
}
