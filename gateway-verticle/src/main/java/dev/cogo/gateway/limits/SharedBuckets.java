package dev.cogo.gateway.limits;

import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Token buckets that all nodes share. An answer that takes too long is a failure. Thread-safe. */
final class SharedBuckets {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBuckets.class);
    private static final long TIMEOUT_MS = 500;
    private static final Duration WARN_EVERY = Duration.ofSeconds(10);

    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARN_EVERY.toNanos() * 2);
    private final Vertx vertx;
    private final AsyncProxyManager<String> buckets;

    SharedBuckets(Vertx vertx, AsyncProxyManager<String> buckets) {
        this.vertx = vertx;
        this.buckets = buckets;
    }

    /** Does something with a bucket; complete at once when it is in this process. Failures are logged. */
    <T> Future<T> on(RateLimit rateLimit, String key, Function<AsyncBucketProxy, CompletableFuture<T>> operation) {
        try {
            AsyncBucketProxy bucket =
                    buckets.builder().build(key, () -> CompletableFuture.completedFuture(rateLimit.bucket()));
            CompletableFuture<T> answer = operation.apply(bucket);
            if (answer.state() == java.util.concurrent.Future.State.SUCCESS) {
                return Future.succeededFuture(answer.resultNow());
            }
            return Future.fromCompletionStage(answer, vertx.getOrCreateContext())
                    .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .onFailure(this::warn);
        } catch (RuntimeException e) {
            warn(e);
            return Future.failedFuture(e);
        }
    }

    // Each request meets the same failure: one line in a while says it.
    private void warn(Throwable failure) {
        long now = System.nanoTime();
        long last = lastWarning.get();
        if (now - last > WARN_EVERY.toNanos() && lastWarning.compareAndSet(last, now)) {
            LOG.warn("the shared rate limiter is away, this node counts alone: {}", failure.toString());
        }
    }
}
