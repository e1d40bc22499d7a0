package dev.cogo.gateway.limits;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many of something in so long: at most {@code capacity} at once, coming back evenly over {@code period}.
 *
 * @param what names what is limited, for the sentence that refuses it
 */
record Allowance(String what, int capacity, Duration period) {
    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                .build();
    }
}
