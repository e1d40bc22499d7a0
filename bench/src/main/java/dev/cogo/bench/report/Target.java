package dev.cogo.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * A promise and what came of it.
 *
 * @param wanted in words
 * @param measured the middle one of the rounds' values; null when too little was measured to tell
 */
public record Target(String name, String wanted, @Nullable Double measured, boolean met) {
    public static Target atLeast(String name, double least, double measured) {
        return new Target(name, "at least " + least, round(measured), Double.isFinite(measured) && measured >= least);
    }

    public static Target atMost(String name, double most, double measured) {
        return new Target(name, "at most " + most, round(measured), Double.isFinite(measured) && measured <= most);
    }

    public static Target below(String name, double limit, double measured) {
        return new Target(name, "below " + limit, round(measured), Double.isFinite(measured) && measured < limit);
    }

    private static @Nullable Double round(double value) {
        return !Double.isFinite(value) ? null : Math.round(value * 1000) / 1000.0;
    }
}
