package dev.cogo.gateway.limits;

import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.vertx.core.Vertx;
import java.util.UUID;

/**
 * All that a node counts of its clients: over time, for which {@link Limit} is the list, and at this moment. Thread-safe.
 *
 * @param users for whatever somebody does who has logged in
 * @param accounts for logging in and registering
 * @param addresses for whatever is asked without a login
 * @param connections of TCP
 * @param realtime connections that hear channels
 * @param answers of the AI that a user waits for
 */
public record Limits(
        UserLimits users,
        AccountLimits accounts,
        AddressLimits addresses,
        AddressConnections connections,
        AddressConnections realtime,
        Counts<UUID> answers) {
    /** As many as a session may have under way. */
    private static final int ANSWERS = 16;

    /**
     * The limits of a configuration.
     *
     * @param shared holds the buckets: Hazelcast's in a cluster, so that a limit holds over all nodes, Caffeine's alone
     */
    public static Limits create(
            Vertx vertx, LimitsConfig config, TrustedProxies proxies, AsyncProxyManager<String> shared) {
        Buckets buckets = new Buckets(vertx, shared);
        return new Limits(
                new UserLimits(buckets, config),
                new AccountLimits(buckets, config),
                new AddressLimits(buckets, config),
                new AddressConnections(proxies, config.address()),
                new AddressConnections(proxies, config.address()),
                new Counts<>(ANSWERS));
    }
}
