package dev.cogo.gateway.http;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.MetricsDetail;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what operations cost and sends it on in batches: figures must not slow down what they count. A batch that can't
 * be delivered is dropped and its size logged. For one event loop.
 */
public final class MetricsBatch {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsBatch.class);
    private static final Duration EACH_EVERY = Duration.ofSeconds(5);
    private static final Duration SUMS_EVERY = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Bus bus;
    private final MetricsDetail detail;
    private final long timer;
    private final MinuteSums sums = new MinuteSums();
    private List<Metric> waiting = new ArrayList<>();

    public MetricsBatch(Vertx vertx, Bus bus, MetricsDetail detail) {
        this.vertx = vertx;
        this.bus = bus;
        this.detail = detail;
        Duration every = detail == MetricsDetail.EACH ? EACH_EVERY : SUMS_EVERY;
        this.timer = vertx.setPeriodic(every.toMillis(), tick -> flush());
    }

    /** Adds one; a full batch goes at once. */
    void add(Metric metric) {
        switch (detail) {
            case EACH -> addAlone(metric);
            case MINUTE -> sums.add(metric);
            case OFF -> {
                // nobody wants to know
            }
        }
    }

    private void addAlone(Metric metric) {
        waiting.add(metric);
        if (waiting.size() == RecordMetrics.MAX_BATCH) {
            send();
        }
    }

    /** Sends what waits; never fails. */
    Future<Void> flush() {
        sums.drain().forEach(this::addAlone);
        return send();
    }

    private Future<Void> send() {
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        RecordMetrics batch = new RecordMetrics(waiting);
        waiting = new ArrayList<>();
        return bus.request(Address.METRICS_RECORD, batch, new Cost()).transform((done, failure) -> {
            Optional.ofNullable(failure)
                    .ifPresent(e ->
                            LOG.warn("{} metrics are lost: {}", batch.metrics().size(), e.getMessage()));
            return Future.succeededFuture();
        });
    }

    /** Sends what waits, and no more after it. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return flush();
    }
}
