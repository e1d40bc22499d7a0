package dev.cogo.gateway.limits;

import io.vertx.core.Future;
import java.util.UUID;

/** Counts what clients do, over all nodes. Thread-safe, and does not block. */
public interface RateLimits {
    /**
     * Takes {@code n} messages from a user's allowance.
     *
     * @return fails with {@code rate_limited}, which says when to come back; the allowance is then untouched
     */
    Future<Void> spendMessages(UUID userId, int n);
}
