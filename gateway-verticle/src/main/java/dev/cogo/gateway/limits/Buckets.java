package dev.cogo.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Token buckets, those of {@link Limit.Place#CLUSTER} shared by all nodes. When the place that holds them is broken or slow, this
 * node counts alone for as long: a limit that is then a little too generous is better than a service that is down with its
 * limiter. Thread-safe.
 */
final class Buckets {
    private static final Logger LOG = LoggerFactory.getLogger(Buckets.class);
    private static final long TIMEOUT_MS = 500;
    private static final int MAX_LOCAL = 100_000;

    private static final Duration WARN_EVERY = Duration.ofSeconds(10);

    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARN_EVERY.toNanos() * 2);
    private final Vertx vertx;
    private final AsyncProxyManager<String> shared;
    private final CaffeineProxyManager<String> local;

    Buckets(Vertx vertx, AsyncProxyManager<String> shared) {
        this.vertx = vertx;
        this.shared = shared;
        this.local = Bucket4jCaffeine.<String>builderFor(Caffeine.newBuilder().maximumSize(MAX_LOCAL))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                .build();
    }

    /**
     * Takes {@code n} from somebody's allowance; complete at once when this node counts alone.
     *
     * @return how many are left; fails with {@code rate_limited} when it holds less, and takes nothing then
     */
    Future<Long> acquire(RateLimit rateLimit, String whose, int n) {
        if (n > rateLimit.capacity()) {
            return Future.failedFuture(CogoException.invalid("%d %s at once are more than the limit of %d allows"
                    .formatted(n, rateLimit.what(), rateLimit.capacity())));
        }
        return on(
                        rateLimit,
                        whose,
                        bucket -> bucket.tryConsumeAndReturnRemaining(n),
                        bucket -> bucket.tryConsumeAndReturnRemaining(n))
                .compose(probe -> probe.isConsumed()
                        ? Future.succeededFuture(probe.getRemainingTokens())
                        : refused(rateLimit, probe));
    }

    /** Puts back what was taken; a failure to do so is only logged. */
    void giveBack(RateLimit rateLimit, String whose, int n) {
        on(rateLimit, whose, bucket -> bucket.addTokens(n), bucket -> {
            bucket.addTokens(n);
            return null;
        });
    }

    /** Takes all that is left. */
    void drain(RateLimit rateLimit, String whose) {
        on(rateLimit, whose, AsyncBucketProxy::tryConsumeAsMuchAsPossible, BucketProxy::tryConsumeAsMuchAsPossible);
    }

    /** How many are left. */
    Future<Long> left(RateLimit rateLimit, String whose) {
        return on(rateLimit, whose, AsyncBucketProxy::getAvailableTokens, BucketProxy::getAvailableTokens);
    }

    private static <T> Future<T> refused(RateLimit rateLimit, ConsumptionProbe probe) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
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

    private <T> Future<T> on(
            RateLimit rateLimit,
            String whose,
            Function<AsyncBucketProxy, CompletableFuture<T>> together,
            Function<BucketProxy, T> alone) {
        if (rateLimit.place() == Limit.Place.NODE) {
            return here(rateLimit, whose, alone);
        }
        return everywhere(rateLimit, whose, together).recover(failure -> {
            warn(failure);
            return here(rateLimit, whose, alone);
        });
    }

    // Each request meets the same failure: one line in a while says it.
    private void warn(Throwable failure) {
        long now = System.nanoTime();
        long last = lastWarning.get();
        if (now - last > WARN_EVERY.toNanos() && lastWarning.compareAndSet(last, now)) {
            LOG.warn("the shared rate limiter is away, this node counts alone: {}", failure.toString());
        }
    }

    private <T> Future<T> here(RateLimit rateLimit, String whose, Function<BucketProxy, T> operation) {
        BucketConfiguration bucket = rateLimit.bucket();
        return Future.succeededFuture(operation.apply(local.builder().build(rateLimit.key(whose), () -> bucket)));
    }

    private <T> Future<T> everywhere(
            RateLimit rateLimit, String whose, Function<AsyncBucketProxy, CompletableFuture<T>> operation) {
        Context context = vertx.getOrCreateContext();
        try {
            AsyncBucketProxy bucket = shared.builder()
                    .build(rateLimit.key(whose), () -> CompletableFuture.completedFuture(rateLimit.bucket()));
            return Future.fromCompletionStage(operation.apply(bucket), context)
                    .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
