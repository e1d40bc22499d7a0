package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.StopBudget;
import io.vertx.circuitbreaker.RetryPolicy;
import java.time.Duration;

/**
 * How a worker treats its leases.
 *
 * @param lease how long a worker that says nothing keeps a row; one that lives renews it three times in this time
 * @param maxConcurrent how many rows a worker works on at once
 * @param firstPause the longest pause after a first failure; it doubles with each further one, with full jitter
 * @param longestPause where that ends
 * @param look how often a worker looks for what nobody told it of, at least; never less often than it renews
 * @param timeSlice how long work with checkpoints goes on while other rows wait
 * @param stop how long a stop waits for what is under way
 */
public record LeaseConfig(
        Duration lease,
        int maxConcurrent,
        Duration firstPause,
        Duration longestPause,
        Duration look,
        Duration timeSlice,
        Duration stop) {
    // Beyond it every sensible first pause has reached the longest; the policy itself overflows at 64.
    private static final int MAX_DOUBLINGS = 20;

    public LeaseConfig {
        if (lease.toMillis() < 100 || lease.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a lease must be between 100 milliseconds and an hour");
        }
        if (maxConcurrent < 1 || firstPause.toMillis() < 1 || longestPause.compareTo(firstPause) <= 0) {
            throw new IllegalArgumentException("the concurrency and the pauses of leased work must be positive");
        }
        if (look.toMillis() < 1 || timeSlice.isNegative() || stop.isNegative()) {
            throw new IllegalArgumentException("the times of leased work can't be negative");
        }
    }

    /** Pauses from a second to a minute, a look each 10 seconds, slices of 20, and {@link StopBudget#WORK} for a stop. */
    public static LeaseConfig of(Duration lease, int maxConcurrent) {
        return new LeaseConfig(
                lease,
                maxConcurrent,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                StopBudget.WORK);
    }

    public LeaseConfig withPauses(Duration first, Duration longest) {
        return new LeaseConfig(lease, maxConcurrent, first, longest, look, timeSlice, stop);
    }

    public LeaseConfig withStop(Duration budget) {
        return new LeaseConfig(lease, maxConcurrent, firstPause, longestPause, look, timeSlice, budget);
    }

    /** How often a worker looks, and renews what it holds. */
    Duration period() {
        Duration third = lease.dividedBy(3);
        return look.compareTo(third) < 0 ? look : third;
    }

    /** How long to wait after so many attempts have failed; at least 1. */
    public Duration pauseAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts, 1) - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(RetryPolicy.exponentialDelayWithJitter(firstPause.toMillis(), longestPause.toMillis())
                .delay(null, doublings));
    }
}
