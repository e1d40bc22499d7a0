package dev.cogo.schema.database;

import dev.cogo.schema.bus.Cost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * PostgreSQL for virtual-thread verticles: methods wait for the answer and throw what the driver failed with, inside a
 * {@link CompletionException} when that is a checked exception. The pool is shared by all verticles of a node, and its wait
 * queue is bounded; what must not wait for others' slow statements opens a {@link Reserve} of its own. Statements count
 * towards the current {@link Cost}.
 */
public final class Database implements AutoCloseable {
    // Longer than any statement should take, shorter than a caller's patience on the bus.
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(9);
    // A server that says nothing for so long is frozen or cut off: it would have answered with its own timeout.
    private static final Duration SILENCE = Duration.ofSeconds(12);
    // A client that stopped in the middle of a transaction must not keep its locks from the others.
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(5);
    private static final int MAX_WAITING = 1000;

    private final Pool pool;

    private Database(Pool pool) {
        this.pool = pool;
    }

    /** Opens the node's pool, or joins it when another verticle has. No connection is made yet. */
    public static Database open(Vertx vertx, DatabaseConfig config) {
        return open(vertx, config, new Reserve("cogo", config.maxConnections(), SILENCE, Map.of()));
    }

    /** Opens connections beside the node's pool, or joins those of the same name. */
    public static Database open(Vertx vertx, DatabaseConfig config, Reserve reserve) {
        PgConnectOptions connect = PgConnectOptions.fromUri(config.uri())
                .setCachePreparedStatements(true)
                .addProperty("application_name", "cogo")
                .addProperty("statement_timeout", Long.toString(STATEMENT_TIMEOUT.toMillis()))
                .addProperty(
                        "idle_in_transaction_session_timeout", Long.toString(IDLE_IN_TRANSACTION.toMillis()))
                .addProperty("TimeZone", "UTC");
        reserve.properties().forEach(connect::addProperty);
        NetClientOptions transport = new NetClientOptions()
                .setReadIdleTimeout((int) reserve.silence().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        PoolOptions options = new PoolOptions()
                .setShared(true)
                .setName(reserve.name())
                .setMaxSize(reserve.connections())
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectionTimeout(5)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
        return new Database(PgBuilder.pool()
                .with(options)
                .with(transport)
                .connectingTo(connect)
                .using(vertx)
                .build());
    }

    /**
     * A number of connections for one purpose.
     *
     * @param name its pool's, on this node
     * @param silence a connection that hears nothing for so long is closed, and what waits on it fails
     * @param properties settings of the server for these connections
     */
    public record Reserve(String name, int connections, Duration silence, Map<String, String> properties) {
        public Reserve {
            properties = Map.copyOf(properties);
        }
    }

    /** Runs one statement on any connection. Arrays among the arguments are PostgreSQL arrays. */
    public RowSet<Row> query(String sql, Object... arguments) {
        return await(run(pool, sql, arguments));
    }

    /**
     * Runs the body in a transaction and commits. When the body throws, everything is rolled back and the exception goes
     * on. When the commit itself fails, nobody knows whether it took place: callers repeat by idempotency key.
     */
    public <T> T transaction(Function<Statements, T> body) {
        SqlConnection connection = await(pool.getConnection());
        try {
            Transaction transaction = await(connection.begin());
            T result;
            try {
                result = body.apply((sql, arguments) -> await(run(connection, sql, arguments)));
            } catch (RuntimeException | Error e) {
                rollback(transaction);
                throw e;
            }
            await(transaction.commit());
            return result;
        } finally {
            connection.close().await();
        }
    }

    /** Statements inside a transaction. */
    @FunctionalInterface
    public interface Statements {
        RowSet<Row> query(String sql, Object... arguments);
    }

    @Override
    public void close() {
        pool.close().await();
    }

    // A failed rollback means a broken connection, which is a rollback too; the body's exception is the one that tells.
    private static void rollback(Transaction transaction) {
        transaction.rollback().otherwiseEmpty().await();
    }

    // Future.await throws whatever the future failed with, and its signature does not say so: a refused connection is a
    // checked exception, which would go past every caller that catches RuntimeException.
    private static <T> T await(Future<T> future) {
        try {
            return future.await();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static Future<RowSet<Row>> run(SqlClient client, String sql, Object... arguments) {
        Cost.current().ifPresent(Cost::addDbQuery);
        return client.preparedQuery(sql).execute(Tuple.from(Arrays.asList(arguments)));
    }
}
