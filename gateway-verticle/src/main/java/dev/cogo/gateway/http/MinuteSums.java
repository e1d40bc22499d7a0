package dev.cogo.gateway.http;

import dev.cogo.schema.archive.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the calls of each operation took together. For one event loop. */
final class MinuteSums {
    private static final class Sum {
        private final Instant first;
        private long millis;
        private long dbQueries;
        private long aiRequests;
        private long errors;
        private long calls;

        Sum(Instant first) {
            this.first = first;
        }
    }

    private final Map<String, Sum> sums = new LinkedHashMap<>();

    void add(Metric metric) {
        Sum sum = sums.computeIfAbsent(metric.functionName(), first -> new Sum(metric.timestamp()));
        sum.millis += (long) metric.executionTime() * metric.calls();
        sum.dbQueries += metric.dbQueries();
        sum.aiRequests += metric.aiRequests();
        sum.errors += metric.errors();
        sum.calls += metric.calls();
    }

    /** Gives them all, and begins anew. */
    List<Metric> drain() {
        List<Metric> all = new ArrayList<>();
        sums.forEach((operation, sum) -> all.add(new Metric(
                operation,
                bounded(sum.millis / sum.calls),
                bounded(sum.dbQueries),
                bounded(sum.aiRequests),
                bounded(sum.errors),
                bounded(sum.calls),
                sum.first)));
        sums.clear();
        return all;
    }

    private static int bounded(long sum) {
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
