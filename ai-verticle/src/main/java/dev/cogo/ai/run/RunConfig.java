package dev.cogo.ai.run;

import java.time.Duration;

/**
 * How runs are looked after.
 *
 * @param lease how long a node that says nothing keeps a run; a living node renews it three times in that time
 * @param poll how often a repeated request looks whether its run is over
 * @param patience how long a repeated request waits for that; shorter than the bus' own limit for an answer
 * @param attempts how often a run is begun, on all nodes together, before it has failed
 * @param maxInSession runs that a session has under way at once
 * @param anonymousAsk whether messages of anonymous users ask by themselves, too
 * @param titles whether sessions without a title get one
 */
public record RunConfig(
        Duration lease,
        Duration poll,
        Duration patience,
        int attempts,
        int maxInSession,
        boolean anonymousAsk,
        boolean titles) {
    public RunConfig {
        if (lease.toMillis() < 100 || lease.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("the AI's lease must be between 100 milliseconds and an hour");
        }
        if (poll.toMillis() < 1 || patience.toMillis() < 1 || attempts < 1 || maxInSession < 1) {
            throw new IllegalArgumentException("the times, attempts and places of the AI's runs must be positive");
        }
    }

    /** These, and defaults for the rest. */
    public static RunConfig of(Duration lease, boolean anonymousAsk, boolean titles) {
        return new RunConfig(lease, Duration.ofMillis(250), Duration.ofMinutes(30), 3, 16, anonymousAsk, titles);
    }
}
