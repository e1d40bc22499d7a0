package dev.cogo.gateway.limits;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many of something in so long: at most {@code capacity} at once, coming back evenly over {@code period}.
 *
 * @param name tells its buckets from those of others
 * @param what names what is limited, for the sentence that refuses it
 */
public record RateLimit(String name, String what, Limit.Place place, int capacity, Duration period) {
    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                .build();
    }

    /** The bucket of whoever that is. */
    String key(String whose) {
        return name + ":" + whose;
    }
}
