package dev.cogo.node;

import dev.cogo.node.cluster.Cluster;
import dev.cogo.schema.database.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether this node should get requests: it has started and does not stop, reaches its database, and its cluster is safe. */
final class Health {
    private static final long TIMEOUT_MS = 2000;

    private final HealthChecks live;
    private final HealthChecks checks;
    private volatile boolean ready;

    Health(Vertx vertx, DatabaseConfig database, Optional<Cluster> cluster) {
        this.live = HealthChecks.create(vertx);
        live.register("process", result -> result.complete(Status.OK()));
        this.checks = HealthChecks.create(vertx);
        // A connection of its own: a pool that is busy with work says nothing about the database's health.
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(1)
                        .setMaxWaitQueueSize(16)
                        .setConnectionTimeout(1)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(database.connectOptions())
                .using(vertx)
                .build();
        checks.register("node", result -> result.complete(ready ? Status.OK() : Status.KO()));
        checks.register(
                "database",
                TIMEOUT_MS,
                result -> pool.query("SELECT 1")
                        .execute()
                        .map(rows -> Status.OK())
                        .otherwise(Status.KO())
                        // After the time limit the check has an answer already, and a second one is an error.
                        .onComplete(status -> result.tryComplete(status.result())));
        cluster.ifPresent(joined -> checks.register(
                "cluster",
                TIMEOUT_MS,
                result -> isSafe(vertx, joined).onComplete(status -> result.tryComplete(status.result()))));
    }

    private static Future<Status> isSafe(Vertx vertx, Cluster cluster) {
        return vertx.executeBlocking(cluster::isSafe)
                .map(safe -> safe ? Status.OK() : Status.KO())
                .otherwise(Status.KO());
    }

    /** Whether the process works at all; what it depends on does not matter, since a restart would not mend it. */
    HealthChecks live() {
        return live;
    }

    /** Whether this node should get requests. */
    HealthChecks ready() {
        return checks;
    }

    void started() {
        ready = true;
    }

    void draining() {
        ready = false;
    }
}
