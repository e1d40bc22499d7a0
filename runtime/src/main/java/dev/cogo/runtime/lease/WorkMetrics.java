package dev.cogo.runtime.lease;

import dev.cogo.runtime.lease.Leases.Counted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/**
 * What becomes of the work of one table on this node, and how many of its rows are open in the whole cluster: each node tells that
 * number, so take the largest and not the sum. Thread-safe.
 */
final class WorkMetrics {
    private static final String KIND = "kind";

    private final boolean kept;
    private final Counter done;
    private final Counter failed;
    private final Counter givenBack;
    private volatile Counted found = new Counted(0, 0);

    WorkMetrics(MeterRegistry registry, String kind, Capacity capacity) {
        // The one that nothing was installed over has no children.
        this.kept = !(registry instanceof CompositeMeterRegistry);
        this.done = attempts(registry, kind, "done");
        this.failed = attempts(registry, kind, "failed");
        this.givenBack = attempts(registry, kind, "given_back");
        Gauge.builder("cogo.jobs.running", capacity, Capacity::running)
                .tag(KIND, kind)
                .strongReference(true)
                .register(registry);
        open(kind, "waiting").strongReference(true).register(registry);
        open(kind, "leased").strongReference(true).register(registry);
    }

    private static Counter attempts(MeterRegistry registry, String kind, String outcome) {
        return registry.counter("cogo.jobs.attempts", KIND, kind, "outcome", outcome);
    }

    private Gauge.Builder<WorkMetrics> open(String kind, String state) {
        boolean leased = state.equals("leased");
        return Gauge.builder(
                        "cogo.jobs.open", this, metrics -> leased ? metrics.found.leased() : metrics.found.waiting())
                .tag(KIND, kind)
                .tag("state", state);
    }

    /** Whether anybody reads them: then rows are worth counting. */
    boolean areKept() {
        return kept;
    }

    /** An attempt ended as its handler wanted. */
    void done() {
        done.increment();
    }

    /** An attempt failed, and there will be another. */
    void failed() {
        failed.increment();
    }

    /** Work goes on later, or on another node. */
    void givenBack() {
        givenBack.increment();
    }

    void found(Counted rows) {
        found = rows;
    }
}
