package dev.cogo.node.health;

import dev.cogo.runtime.database.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/** Connections to the database for small questions about health: a pool that is busy with work would say nothing about it. */
public final class Probe {
    private static final int TIMEOUT_SECONDS = 5;
    private static final int CONNECTIONS = 2;
    /** More than there are checks, each of which asks one thing at a time. */
    private static final int MAX_WAITING = 32;

    private final Pool pool;

    public Probe(Vertx vertx, DatabaseConfig database) {
        this.pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(CONNECTIONS)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setConnectionTimeout(TIMEOUT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(database.connectOptions()
                        .setCachePreparedStatements(true)
                        .addProperty("application_name", "cogo health")
                        // Nobody needs these rows after a crash, and a disk that is slow to flush is no reason to be
                        // unready.
                        .addProperty("synchronous_commit", "off")
                        // What takes space is to take it on the database's own disk.
                        .addProperty("work_mem", "64kB")
                        .addProperty("temp_tablespaces", ""))
                .using(vertx)
                .build();
    }

    /** Runs one statement; fails after five seconds without an answer. */
    public Future<RowSet<Row>> ask(String sql, Tuple arguments) {
        return pool.withConnection(connection -> connection
                .preparedQuery(sql)
                .execute(arguments)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                // A server that does not answer would keep the connection; the next look makes another.
                .onFailure(failure -> connection.close()));
    }
}
