package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.report.Case;
import dev.cogo.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a bystander is served under each attack, beside how he is served in quiet. */
final class Comparison {
    private static final String TIMES = "times p99";
    private static final double AT_MOST = 3;

    private final Map<Errand, Latency> quiet = new EnumMap<>(Errand.class);
    private final List<Case> cases = new ArrayList<>();
    private final Map<Errand, Worst> worst = new EnumMap<>(Errand.class);

    /**
     * What the others are held against.
     *
     * @param time for how long he was watched, at least
     */
    void quiet(Served served, Duration time) {
        quiet.putAll(served.latencies());
        for (Errand errand : Errand.values()) {
            cases.add(new Case("quiet, " + errand, List.of(measured(served, errand, time, Map.of()))));
        }
    }

    /**
     * Another one.
     *
     * @param time as above
     */
    void add(String title, Served served, Duration time) {
        for (Errand errand : Errand.values()) {
            Latency before = quiet.get(errand);
            double times = served.latencies().get(errand).p99Ms() / before.p99Ms();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("quiet p50", before.p50Ms());
            figures.put("quiet p99", before.p99Ms());
            figures.put(TIMES, times);
            cases.add(new Case(title + ", " + errand, List.of(measured(served, errand, time, figures))));
            worst.merge(errand, new Worst(title, times), (a, b) -> a.times >= b.times ? a : b);
        }
    }

    private static Measured measured(Served served, Errand errand, Duration time, Map<String, Double> figures) {
        List<Served.Failure> failures = served.failures(errand);
        Latency latency = served.latencies().get(errand);
        return new Measured(
                latency.count() * 1000.0 / time.toMillis(),
                failures.size(),
                failures.isEmpty() ? "" : failures.getFirst().why(),
                latency,
                figures);
    }

    List<Case> cases() {
        return cases;
    }

    /** Of each errand, under the attack that it suffered most from. */
    List<Target> targets() {
        return worst.entrySet().stream()
                .map(entry -> Target.atMost(
                        "p99 under attack / in quiet, %s, worst: %s".formatted(entry.getKey(), entry.getValue().title),
                        AT_MOST,
                        entry.getValue().times))
                .toList();
    }

    private record Worst(String title, double times) {}
}
