package dev.cogo.bench.report;

import dev.cogo.bench.load.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Figures of cases that took turns. What is compared is compared within a round, so that a machine that is slower for a
 * while is so for both sides; of the rounds the middle one counts.
 */
public final class Rounds {
    private final Map<String, List<Measured>> byName = new LinkedHashMap<>();

    public void add(String name, Measured measured) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(measured);
    }

    public List<Case> cases() {
        return byName.entrySet().stream()
                .map(entry -> new Case(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** One of them; without rounds when it was not measured. */
    public Case named(String name) {
        return new Case(name, byName.getOrDefault(name, List.of()));
    }

    /** The middle rate of a case. */
    public double rate(String name) {
        return named(name).typical().messagesPerSecond();
    }

    /** The middle one of what the function says of both cases, round by round. */
    public double compare(String name, String other, ToDoubleBiFunction<Measured, Measured> function) {
        List<Measured> ours = byName.get(name);
        List<Measured> theirs = byName.get(other);
        double[] values = IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToDouble(round -> function.applyAsDouble(ours.get(round), theirs.get(round)))
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    public double rateRatio(String name, String other) {
        return compare(name, other, (a, b) -> a.messagesPerSecond() / b.messagesPerSecond());
    }
}
