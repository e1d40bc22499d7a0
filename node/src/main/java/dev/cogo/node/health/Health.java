package dev.cogo.node.health;

import dev.cogo.runtime.health.HealthCheck;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Whether this node should get requests: it has started and does not stop, and each of its checks has found its part well. Whoever
 * asks gets what was found last, so no number of askers and no check that hangs makes another wait. Thread-safe.
 */
public final class Health {
    private final Vertx vertx;
    private final HealthChecks live;
    private final HealthChecks ready;
    private final Map<String, BooleanSupplier> checks = new ConcurrentHashMap<>();
    private final List<Long> timers = new CopyOnWriteArrayList<>();
    private volatile boolean serving;

    public Health(Vertx vertx) {
        this.vertx = vertx;
        this.live = HealthChecks.create(vertx);
        live.register("process", result -> result.complete(Status.OK()));
        this.ready = HealthChecks.create(vertx);
        checks.put("node", () -> serving);
        ready.register("node", result -> result.complete(status(serving)));
    }

    /** Begins to look at something, until the node drains. */
    public Health add(HealthCheck check) {
        KeptCheck kept = new KeptCheck(check);
        kept.look();
        timers.add(vertx.setPeriodic(KeptCheck.INTERVAL.toMillis(), tick -> kept.look()));
        checks.put(check.name(), kept::isWell);
        ready.register(check.name(), result -> result.complete(status(kept.isWell())));
        return this;
    }

    private static Status status(boolean well) {
        return well ? Status.OK() : Status.KO();
    }

    /** Whether the process works at all; what it depends on does not matter, since a restart would not mend it. */
    public HealthChecks live() {
        return live;
    }

    /** Whether this node should get requests. */
    public HealthChecks ready() {
        return ready;
    }

    /** What was found last, by the check's name. */
    public Map<String, BooleanSupplier> checks() {
        return checks;
    }

    /** The names of the checks that have found something unwell. */
    public List<String> unwell() {
        return checks.entrySet().stream()
                .filter(check -> !check.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    public void started() {
        serving = true;
    }

    /** From now on it is not ready, whatever the checks would find; so they look no more. */
    public void draining() {
        serving = false;
        timers.forEach(vertx::cancelTimer);
    }
}
