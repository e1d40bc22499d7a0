package dev.cogo.ai.jobs;

import java.time.Duration;

/**
 * How accepted answers are looked after.
 *
 * @param lease how long a node that says nothing keeps a job; a living node renews it three times in that time
 * @param poll how often a repeated request looks whether its job is finished
 * @param patience how long a repeated request waits for that; shorter than the bus' own limit for an answer
 * @param attempts how often a job is begun, on all nodes together, before it has failed
 */
public record JobConfig(Duration lease, Duration poll, Duration patience, int attempts) {
    public JobConfig {
        if (lease.toMillis() < 100 || lease.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("AI_LEASE must be between 100 milliseconds and an hour");
        }
        if (poll.toMillis() < 1 || patience.toMillis() < 1 || attempts < 1) {
            throw new IllegalArgumentException("the times and attempts of AI jobs must be positive");
        }
    }

    /** This lease, and defaults for the rest. */
    public static JobConfig of(Duration lease) {
        return new JobConfig(lease, Duration.ofMillis(250), Duration.ofSeconds(100), 3);
    }
}
