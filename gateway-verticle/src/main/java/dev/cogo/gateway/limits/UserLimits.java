package dev.cogo.gateway.limits;

import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * How much one user may take: messages (the seed's limit), requests of any kind (far more than a person needs, and far less than
 * what makes a node slow for others), and what costs more than a request or reaches people who did not ask for it.
 */
public final class UserLimits implements RateLimits {
    private final Buckets buckets;
    private final Map<Limit, RateLimit> allowances = new EnumMap<>(Limit.class);

    UserLimits(Buckets buckets, LimitsConfig config) {
        this.buckets = buckets;
        for (Limit limit : Limit.values()) {
            if (limit.scope() == Limit.Scope.USER) {
                allowances.put(limit, limit.allowance(config));
            }
        }
    }

    @Override
    public Future<Void> spendMessages(UUID userId, int n) {
        return spend(userId, Limit.MESSAGES, n);
    }

    @Override
    public Future<Void> spendRequests(UUID userId, int n) {
        return spend(userId, Limit.REQUESTS, n);
    }

    /**
     * Takes {@code n} of a limit of {@link Limit.Scope#USER}.
     *
     * @return fails with {@code rate_limited} and takes nothing then; with {@code invalid_request} when it is more than ever pass
     */
    public Future<Void> spend(UUID userId, Limit limit, int n) {
        RateLimit rateLimit = allowances.get(limit);
        if (rateLimit == null) {
            throw new IllegalArgumentException(limit + " is not counted by user");
        }
        return n == 0
                ? Future.succeededFuture()
                : buckets.acquire(rateLimit, userId.toString(), n).mapEmpty();
    }
}
