package dev.cogo.chat.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the writer's lanes count together. Thread-safe. */
final class WriterMetrics {
    /** Why an entry was not stored, though nothing was wrong with it. */
    enum GivenUp {
        OVERLOADED,
        AWAY,
        STOPPING,
        LATE
    }

    private final MeterRegistry registry;
    private final AtomicInteger waiting = new AtomicInteger();
    private final DistributionSummary batches;
    private final Timer commits;
    private final Counter messages;
    private final Counter changes;
    private final Counter lostEvents;

    WriterMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("cogo.writer.waiting", waiting, AtomicInteger::get)
                .strongReference(true)
                .register(registry);
        this.batches = DistributionSummary.builder("cogo.writer.batch.entries")
                .serviceLevelObjectives(1, 5, 20, 100, 500)
                .register(registry);
        this.commits = Timer.builder("cogo.writer.commits")
                .serviceLevelObjectives(
                        Duration.ofMillis(2),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1))
                .register(registry);
        this.messages = registry.counter("cogo.messages.stored");
        this.changes = registry.counter("cogo.messages.changes");
        this.lostEvents = registry.counter("cogo.writer.events.lost");
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    /** So many entries were stored, or refused, in one transaction. */
    void committed(int entries, long nanos) {
        batches.record(entries);
        commits.record(nanos, TimeUnit.NANOSECONDS);
    }

    void stored(int newMessages) {
        messages.increment(newMessages);
    }

    void changed() {
        changes.increment();
    }

    void eventLost() {
        lostEvents.increment();
    }

    void gaveUp(GivenUp why) {
        registry.counter("cogo.writer.refused", "reason", why.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
