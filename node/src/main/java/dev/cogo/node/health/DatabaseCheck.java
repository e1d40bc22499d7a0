package dev.cogo.node.health;

import dev.cogo.schema.database.DatabaseConfig;
import dev.cogo.schema.health.HealthCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Whether this node reaches its database, by a connection of its own: a pool that is busy says nothing about the database. */
public final class DatabaseCheck implements HealthCheck {
    private static final long PATIENCE_SECONDS = 5;

    private final Pool pool;

    public DatabaseCheck(Vertx vertx, DatabaseConfig database) {
        this.pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(1)
                        .setMaxWaitQueueSize(1)
                        .setConnectionTimeout((int) PATIENCE_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(database.connectOptions())
                .using(vertx)
                .build();
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Future<Void> look() {
        return pool.withConnection(connection -> connection
                .query("SELECT 1")
                .execute()
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                // A server that does not answer keeps the connection; the next look makes another.
                .onFailure(failure -> connection.close())
                .mapEmpty());
    }
}
