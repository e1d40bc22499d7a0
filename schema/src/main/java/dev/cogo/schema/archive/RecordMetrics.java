package dev.cogo.schema.archive;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** A gateway's batch of metrics, at most {@link #MAX_BATCH}. */
public record RecordMetrics(List<Metric> metrics) implements BusRecord {
    public static final int MAX_BATCH = 1000;

    public RecordMetrics {
        metrics = List.copyOf(metrics);
        if (metrics.size() > MAX_BATCH) {
            throw CogoException.invalid("at most " + MAX_BATCH + " metrics at once");
        }
    }
}
