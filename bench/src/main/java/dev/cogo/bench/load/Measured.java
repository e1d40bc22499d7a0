package dev.cogo.bench.load;

import java.util.Map;

/**
 * What came out of a measured time.
 *
 * @param messagesPerSecond acknowledged ones
 * @param failed times that it failed; a figure with failures is worth nothing
 * @param firstFailure what the first of them said; empty without one
 * @param latency of each time, from when it was due
 * @param figures what else was measured, by name with unit; in the order in which they are to be shown
 */
public record Measured(
        double messagesPerSecond, long failed, String firstFailure, Latency latency, Map<String, Double> figures) {
    public Measured(double messagesPerSecond, long failed, String firstFailure, Latency latency) {
        this(messagesPerSecond, failed, firstFailure, latency, Map.of());
    }

    /** One of the figures; not a number when it was not measured. */
    public double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }
}
