package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.limits.TokenBucket;
import dev.cogo.gateway.realtime.event.RealtimeLimits;

/** How many frames a client may still send. Used on the hub's event loop only. */
final class FrameTokenBucket {
    /** What to do with a frame. */
    enum Verdict {
        SERVE,
        REFUSE,
        /** The client ignores that it is refused: close it. */
        CLOSE
    }

    private final int burst;
    private final TokenBucket bucket;

    FrameTokenBucket(RealtimeLimits.Inbound limits, long nanoTime) {
        this.burst = limits.frameBurst();
        this.bucket = new TokenBucket(limits.framesPerSecond(), burst, nanoTime);
    }

    /** Counts a frame. A refused one counts too, so that only who slows down is served again. */
    Verdict tryAcquire(long nanoTime) {
        double left = bucket.acquire(nanoTime);
        if (left >= 0) {
            return Verdict.SERVE;
        }
        return left >= -burst ? Verdict.REFUSE : Verdict.CLOSE;
    }
}
