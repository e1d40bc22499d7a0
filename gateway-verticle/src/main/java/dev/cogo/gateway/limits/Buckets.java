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
    private static final long PATIENCE_MS = 500;
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
    Future<Long> take(Allowance allowance, String whose, int n) {
        if (n > allowance.capacity()) {
            return Future.failedFuture(CogoException.invalid("%d %s at once are more than the limit of %d allows"
                    .formatted(n, allowance.what(), allowance.capacity())));
        }
        return on(
                        allowance,
                        whose,
                        bucket -> bucket.tryConsumeAndReturnRemaining(n),
                        bucket -> bucket.tryConsumeAndReturnRemaining(n))
                .compose(probe -> probe.isConsumed()
                        ? Future.succeededFuture(probe.getRemainingTokens())
                        : refused(allowance, probe));
    }

    /** Puts back what was taken; a failure to do so is only logged. */
    void giveBack(Allowance allowance, String whose, int n) {
        on(allowance, whose, bucket -> bucket.addTokens(n), bucket -> {
            bucket.addTokens(n);
            return null;
        });
    }

    /** Takes all that is left. */
    void drain(Allowance allowance, String whose) {
        on(allowance, whose, AsyncBucketProxy::tryConsumeAsMuchAsPossible, BucketProxy::tryConsumeAsMuchAsPossible);
    }

    /** How many are left. */
    Future<Long> left(Allowance allowance, String whose) {
        return on(allowance, whose, AsyncBucketProxy::getAvailableTokens, BucketProxy::getAvailableTokens);
    }

    private static <T> Future<T> refused(Allowance allowance, ConsumptionProbe probe) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        return Future.failedFuture(CogoException.retryAfter(
                ErrorCode.RATE_LIMITED,
                "too many %s: the limit is %d in %s; come back in %d seconds"
                        .formatted(allowance.what(), allowance.capacity(), words(allowance.period()), seconds),
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
            Allowance allowance,
            String whose,
            Function<AsyncBucketProxy, CompletableFuture<T>> together,
            Function<BucketProxy, T> alone) {
        if (allowance.place() == Limit.Place.NODE) {
            return here(allowance, whose, alone);
        }
        return everywhere(allowance, whose, together).recover(failure -> {
            warn(failure);
            return here(allowance, whose, alone);
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

    private <T> Future<T> here(Allowance allowance, String whose, Function<BucketProxy, T> operation) {
        BucketConfiguration bucket = allowance.bucket();
        return Future.succeededFuture(operation.apply(local.builder().build(allowance.key(whose), () -> bucket)));
    }

    private <T> Future<T> everywhere(
            Allowance allowance, String whose, Function<AsyncBucketProxy, CompletableFuture<T>> operation) {
        Context context = vertx.getOrCreateContext();
        try {
            AsyncBucketProxy bucket = shared.builder()
                    .build(allowance.key(whose), () -> CompletableFuture.completedFuture(allowance.bucket()));
            return Future.fromCompletionStage(operation.apply(bucket), context)
                    .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
