package dev.cogo.gateway.limits;

import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.vertx.core.Vertx;

/**
 * All limits of a node. Thread-safe.
 *
 * @param messages for every door that takes messages
 * @param accounts for logging in and registering
 * @param requests for whatever a user asks the API
 */
public record Limits(RateLimits messages, AccountLimits accounts, RequestLimits requests) {
    /**
     * The limits of a configuration.
     *
     * @param shared holds the buckets: Hazelcast's in a cluster, so that a limit holds over all nodes, Caffeine's alone
     */
    public static Limits create(Vertx vertx, LimitsConfig config, AsyncProxyManager<String> shared) {
        Buckets buckets = new Buckets(vertx, shared);
        return new Limits(
                new MessageLimits(buckets, config),
                new AccountLimits(buckets, config),
                new RequestLimits(buckets, config));
    }
}
