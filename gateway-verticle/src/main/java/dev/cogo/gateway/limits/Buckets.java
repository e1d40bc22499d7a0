package dev.cogo.gateway.limits;

import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets, those of {@link Limit.Place#CLUSTER} shared by all nodes. A storm of one client must not keep others waiting for
 * the place that holds the shared ones, so it is asked only where its answer matters: what this node alone has given already
 * is refused here, and who was far from the limit a moment ago need not wait for the answer (at worst each node gives half
 * a bucket before it hears of the others). When that place is broken or slow, this node counts alone for as long: a limit that
 * is then a little too generous is better than a service that is down with its limiter. Thread-safe.
 */
final class Buckets {
    private final SharedBuckets shared;
    private final NodeBuckets own = new NodeBuckets();
    private final BucketEstimates estimates = new BucketEstimates(System::nanoTime);
    private final MeterRegistry registry;

    Buckets(Vertx vertx, AsyncProxyManager<String> shared) {
        this.shared = new SharedBuckets(vertx, shared);
        this.registry = NodeMetrics.of(vertx);
    }

    /**
     * Takes {@code n} from somebody's allowance; complete at once when nobody else is asked.
     *
     * @return how many are left; fails with {@code rate_limited} when it holds less, and takes nothing then
     */
    Future<Long> acquire(RateLimit rateLimit, String whose, int n) {
        if (n > rateLimit.capacity()) {
            return Future.failedFuture(CogoException.invalid("%d %s at once are more than the limit of %d allows"
                    .formatted(n, rateLimit.what(), rateLimit.capacity())));
        }
        String key = rateLimit.key(whose);
        ConsumptionProbe here = own.get(rateLimit, key).tryConsumeAndReturnRemaining(n);
        if (!here.isConsumed()) {
            return refused(rateLimit, here.getNanosToWaitForRefill());
        }
        if (rateLimit.place() == Limit.Place.NODE) {
            return Future.succeededFuture(here.getRemainingTokens());
        }
        long wait = estimates.refusedFor(key, n);
        if (wait > 0) {
            own.get(rateLimit, key).addTokens(n);
            return refused(rateLimit, wait);
        }
        return everywhere(rateLimit, key, n, here.getRemainingTokens());
    }

    private Future<Long> everywhere(RateLimit rateLimit, String key, int n, long leftHere) {
        OptionalLong known = estimates.tokens(key);
        Future<ConsumptionProbe> answer = shared.on(rateLimit, key, bucket -> bucket.tryConsumeAndReturnRemaining(n))
                .onSuccess(probe -> heard(rateLimit, key, n, probe));
        if (!answer.isComplete() && known.isPresent() && known.getAsLong() - n >= rateLimit.capacity() / 2) {
            estimates.taken(key, n);
            return Future.succeededFuture(known.getAsLong() - n);
        }
        return answer.transform(probe -> {
            if (probe.failed()) {
                registry.counter("cogo.limits.alone").increment();
                return Future.succeededFuture(leftHere);
            }
            return probe.result().isConsumed()
                    ? Future.succeededFuture(probe.result().getRemainingTokens())
                    : refused(rateLimit, probe.result().getNanosToWaitForRefill());
        });
    }

    private void heard(RateLimit rateLimit, String key, int n, ConsumptionProbe answer) {
        estimates.heard(key, n, answer);
        if (!answer.isConsumed()) {
            own.get(rateLimit, key).addTokens(n);
        }
    }

    /** Puts back what was taken; a failure to do so is only logged. */
    void giveBack(RateLimit rateLimit, String whose, int n) {
        String key = rateLimit.key(whose);
        own.get(rateLimit, key).addTokens(n);
        if (rateLimit.place() == Limit.Place.CLUSTER) {
            estimates.givenBack(key, n);
            shared.on(rateLimit, key, bucket -> bucket.addTokens(n));
        }
    }

    /** Takes all that is left in a shared bucket. */
    void drain(RateLimit rateLimit, String whose) {
        String key = rateLimit.key(whose);
        own.get(rateLimit, key).tryConsumeAsMuchAsPossible();
        estimates.heard(key, 0);
        shared.on(rateLimit, key, AsyncBucketProxy::tryConsumeAsMuchAsPossible);
    }

    /** Whether nothing is missing in a shared bucket, as of a moment ago. */
    Future<Boolean> isFull(RateLimit rateLimit, String whose) {
        String key = rateLimit.key(whose);
        if (own.get(rateLimit, key).getAvailableTokens() < rateLimit.capacity()) {
            return Future.succeededFuture(false);
        }
        OptionalLong known = estimates.tokens(key);
        return known.isPresent()
                ? Future.succeededFuture(known.getAsLong() >= rateLimit.capacity())
                : shared.on(rateLimit, key, AsyncBucketProxy::getAvailableTokens)
                        .onSuccess(tokens -> estimates.heard(key, tokens))
                        .map(tokens -> tokens >= rateLimit.capacity())
                        .otherwise(true);
    }

    private Future<Long> refused(RateLimit rateLimit, long nanosToWait) {
        registry.counter("cogo.limits.refused", "limit", rateLimit.name()).increment();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanosToWait) + 1;
        return Future.failedFuture(CogoException.retryAfter(
                ErrorCode.RATE_LIMITED,
                "too many %s: the limit is %d in %s; come back in %d seconds"
                        .formatted(rateLimit.what(), rateLimit.capacity(), words(rateLimit.period()), seconds),
                Duration.ofSeconds(seconds)));
    }

    /** A time as the table of limits writes it: in the largest unit that makes it a whole number. */
    static String words(Duration period) {
        if (period.toSeconds() % 3600 == 0) {
            return period.toHours() + " h";
        }
        return period.toSeconds() % 60 == 0 ? period.toMinutes() + " min" : period.toSeconds() + " s";
    }
}
