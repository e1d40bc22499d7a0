package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.report.Case;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a bystander is served under each attack, beside how he is served in the quiet right before it. */
final class Comparison {
    private static final String TIMES = "times p99";
    private static final double AT_MOST = 3;

    private final Rounds rounds = new Rounds();
    private final Set<String> titles = new LinkedHashSet<>();

    /** @param time for how long he was watched under attack, at least */
    void add(String title, Served quiet, Served attacked, Duration time) {
        titles.add(title);
        for (Errand errand : Errand.values()) {
            rounds.add(name(title, errand), measured(errand, quiet, attacked, time));
        }
    }

    private static Measured measured(Errand errand, Served quiet, Served attacked, Duration time) {
        Latency before = quiet.latencies().get(errand);
        Latency under = attacked.latencies().get(errand);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("quiet p50", before.p50Ms());
        figures.put("quiet p99", before.p99Ms());
        figures.put(TIMES, under.p99Ms() / before.p99Ms());
        List<Served.Failure> failures = attacked.failures(errand);
        return new Measured(
                under.count() * 1000.0 / time.toMillis(),
                failures.size(),
                failures.isEmpty() ? "" : failures.getFirst().why(),
                under,
                figures);
    }

    List<Case> cases() {
        return rounds.cases();
    }

    /** Of each errand, under the attack that it suffered most from. */
    List<Target> targets() {
        return Arrays.stream(Errand.values()).map(this::worst).toList();
    }

    private Target worst(Errand errand) {
        String title = titles.stream()
                .max(Comparator.comparingDouble(one -> times(one, errand)))
                .orElseThrow();
        return Target.atMost(
                "p99 under attack / in quiet, %s, worst: %s".formatted(errand, title), AT_MOST, times(title, errand));
    }

    private double times(String title, Errand errand) {
        return rounds.named(name(title, errand)).figure(TIMES);
    }

    private static String name(String title, Errand errand) {
        return title + ", " + errand;
    }
}
