package dev.cogo.gateway.limits;

import io.vertx.core.Future;
import java.util.UUID;

/** What a user's realtime connections count. Thread-safe, and does not block. */
public interface RateLimits {
    /**
     * Takes {@code n} messages from a user's allowance.
     *
     * @return fails with {@code rate_limited}, which says when to come back; the allowance is then untouched
     */
    Future<Void> spendMessages(UUID userId, int n);

    /** Takes {@code n} requests or calls of any kind from a user's allowance, likewise. Complete at once: each node counts alone. */
    Future<Void> spendRequests(UUID userId, int n);

    /** Takes one. */
    default Future<Void> spendRequest(UUID userId) {
        return spendRequests(userId, 1);
    }
}
