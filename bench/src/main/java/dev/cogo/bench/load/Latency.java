package dev.cogo.bench.load;

import org.HdrHistogram.AbstractHistogram;

/** Percentiles of how long something took, in milliseconds. */
public record Latency(long count, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {
    public static Latency of(AbstractHistogram microseconds) {
        return new Latency(
                microseconds.getTotalCount(),
                millis(microseconds.getValueAtPercentile(50)),
                millis(microseconds.getValueAtPercentile(90)),
                millis(microseconds.getValueAtPercentile(99)),
                millis(microseconds.getValueAtPercentile(99.9)),
                millis(microseconds.getMaxValue()));
    }

    private static double millis(long microseconds) {
        return microseconds / 1000.0;
    }
}
