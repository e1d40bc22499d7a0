package dev.cogo.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import java.time.Duration;

/** Token buckets of this node alone. Thread-safe. */
final class NodeBuckets {
    private static final int MOST = 100_000;

    private final CaffeineProxyManager<String> buckets = Bucket4jCaffeine.<String>builderFor(
                    Caffeine.newBuilder().maximumSize(MOST))
            .expirationAfterWrite(
                    ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
            .build();

    BucketProxy get(RateLimit rateLimit, String key) {
        BucketConfiguration bucket = rateLimit.bucket();
        return buckets.builder().build(key, () -> bucket);
    }
}
