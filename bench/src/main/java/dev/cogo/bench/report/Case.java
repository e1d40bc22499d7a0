package dev.cogo.bench.report;

import dev.cogo.bench.load.Measured;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that was measured, in every round.
 *
 * @param name says all that matters
 */
public record Case(String name, List<Measured> rounds) {
    public Case {
        rounds = List.copyOf(rounds);
    }

    /** The round with the middle rate. */
    public Measured typical() {
        List<Measured> sorted = rounds.stream()
                .sorted(Comparator.comparingDouble(Measured::messagesPerSecond))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** The middle one of the rounds' values of a figure; not a number when no round has it. */
    public double figure(String figure) {
        double[] values = rounds.stream()
                .mapToDouble(round -> round.figure(figure))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    long failed() {
        return rounds.stream().mapToLong(Measured::failed).sum();
    }
}
