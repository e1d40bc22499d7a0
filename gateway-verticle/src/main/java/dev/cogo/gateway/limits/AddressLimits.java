package dev.cogo.gateway.limits;

import io.vertx.core.Future;

/** How much of a node one client address may take without a login. Counted by each node alone. */
public final class AddressLimits {
    private final Buckets buckets;
    private final RateLimit strangers;

    AddressLimits(Buckets buckets, LimitsConfig config) {
        this.buckets = buckets;
        this.strangers = Limit.STRANGERS.allowance(config);
    }

    /** Takes a request without a login; fails with {@code rate_limited}. */
    public Future<Void> spendRequest(ClientAddress from) {
        return buckets.acquire(strangers, from.key(), 1).mapEmpty();
    }
}
