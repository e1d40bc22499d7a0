package dev.cogo.gateway.limits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/**
 * How much of a node one user may take with requests of any kind: far more than a person needs, and far less than what makes
 * a node slow for others. Counted by each node alone.
 */
public final class RequestLimits {
    private static final int PER_MINUTE = 6000;

    private final Buckets buckets;
    private final Allowance requests;

    RequestLimits(Buckets buckets, LimitsConfig config) {
        this.buckets = buckets;
        // Whoever allows more messages than that means them to come through.
        int perMinute = Math.max(PER_MINUTE, 2 * config.messagesPerMinute());
        this.requests = new Allowance("requests", perMinute, Duration.ofMinutes(1));
    }

    /** Takes a request from a user's allowance; fails with {@code rate_limited}. */
    public Future<Void> spend(UUID userId) {
        return spend(userId, 1);
    }

    /** Takes as much as {@code n} requests; fails with {@code rate_limited}. */
    public Future<Void> spend(UUID userId, int n) {
        return buckets.takeHere("requests:" + userId, requests, n);
    }
}
