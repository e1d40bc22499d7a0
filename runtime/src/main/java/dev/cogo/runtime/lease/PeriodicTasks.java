package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Work that comes back by the clock, on one node of the cluster at a time: a row of {@code periodic_tasks} for each, claimed when
 * it is due and given back until the next time. The next run is due an interval after the end of the one before, wherever that
 * was; a run that fails is logged, and the next one comes all the same. Make it on a virtual-thread verticle's context, where
 * the tasks run.
 */
public final class PeriodicTasks {
    private static final Duration LEASE = Duration.ofSeconds(15);

    // A start may follow a crash, and brings the next run forward.
    private static final String SCHEDULE = """
            INSERT INTO periodic_tasks AS t (id, name, next_attempt_at)
            VALUES ($1, $2, now() + make_interval(secs => $3))
            ON CONFLICT (id) DO UPDATE SET next_attempt_at = least(t.next_attempt_at, excluded.next_attempt_at)""";

    private final Vertx vertx;
    private final ClusterView cluster;
    private final Database database;
    private final Map<UUID, Task> tasks = new LinkedHashMap<>();
    private @Nullable LeasedWork<Due> work;

    /** A task's row. */
    private record Due(UUID id, int attempts) implements Leased {
        static Due of(Row row) {
            return new Due(row.getUUID("id"), 1);
        }
    }

    private record Task(String name, Duration within, Duration interval, Runnable run) {
        UUID id() {
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    public PeriodicTasks(Vertx vertx, ClusterView cluster, Database database) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.database = database;
    }

    /**
     * Adds a task.
     *
     * @param within when the first run is due, at the latest, after each start of a node
     * @param name what it does, the same on every node
     */
    public PeriodicTasks every(Duration interval, Duration within, String name, Runnable task) {
        Task added = new Task(name, within, interval, task);
        tasks.put(added.id(), added);
        return this;
    }

    /** Begins. Waits for the database. */
    public void start() {
        tasks.values()
                .forEach(task -> database.query(
                        SCHEDULE,
                        task.id(),
                        task.name(),
                        ThreadLocalRandom.current().nextDouble(task.within().toMillis() / 1000.0)));
        String ours = tasks.keySet().stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        LeaseTable<Due> table = LeaseTable.of("periodic_tasks", "id", Due::of, "id IN (" + ours + ")");
        LeaseConfig config = LeaseConfig.of(LEASE, tasks.size());
        LeasedWork<Due> started = new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, table, config));
        started.start(this::run);
        work = started;
    }

    /** Begins no further run, and waits a few seconds for those that are under way. */
    public void stop() {
        if (work != null) {
            work.stop();
        }
    }

    private void run(Lease<Due> due) {
        Task task = tasks.get(due.id());
        try {
            task.run().run();
        } catch (Exception e) { // await also throws checked exceptions
            Failures.log(e, task.name());
        }
        due.release(task.interval());
    }
}
