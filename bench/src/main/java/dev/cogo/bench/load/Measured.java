package dev.cogo.bench.load;

/**
 * What came out of a measured time.
 *
 * @param messagesPerSecond acknowledged ones
 * @param failed times that it failed; a figure with failures is worth nothing
 * @param firstFailure what the first of them said; empty without one
 * @param latency of each time, from when it was due
 */
public record Measured(double messagesPerSecond, long failed, String firstFailure, Latency latency) {}
