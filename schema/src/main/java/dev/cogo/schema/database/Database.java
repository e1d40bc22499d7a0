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
import java.util.concurrent.TimeoutException;
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
    private static final Duration UNUSED = Duration.ofSeconds(30);
    private static final Duration CUT_OFF = UNUSED.plusSeconds(30);
    private static final int MAX_WAITING = 1000;

    // A plan for the very values looks cheaper to PostgreSQL than one for any, and is then made anew for each call.
    // With the partitions of a year that took longer than the page of history itself. What needs a plan of its own
    // says so in its transaction. Not for the writer: its arrays are long, and a plan for any array takes them to be
    // short.
    private static final Map<String, String> ONE_PLAN = Map.of("plan_cache_mode", "force_generic_plan");

    private final Pool pool;
    private final Duration silence;

    private Database(Pool pool, Duration silence) {
        this.pool = pool;
        this.silence = silence;
    }

    /** Opens the node's pool, or joins it when another verticle has. No connection is made yet. */
    public static Database open(Vertx vertx, DatabaseConfig config) {
        return open(vertx, config, new Reserve("cogo", config.maxConnections(), SILENCE, ONE_PLAN));
    }

    /** Opens connections beside the node's pool, or joins those of the same name. */
    public static Database open(Vertx vertx, DatabaseConfig config, Reserve reserve) {
        PgConnectOptions connect = PgConnectOptions.fromUri(config.uri())
                .setCachePreparedStatements(true)
                .addProperty("application_name", "cogo")
                .addProperty("statement_timeout", Long.toString(STATEMENT_TIMEOUT.toMillis()))
                .addProperty("idle_in_transaction_session_timeout", Long.toString(IDLE_IN_TRANSACTION.toMillis()))
                .addProperty("TimeZone", "UTC");
        reserve.properties().forEach(connect::addProperty);
        // Ends connections that a cut network has left behind. It counts from the last answer, not from the question:
        // so the pool gives up an unused connection long before, or one that is just taken would be ended in its use.
        NetClientOptions transport = new NetClientOptions().setReadIdleTimeout((int) CUT_OFF.toSeconds());
        PoolOptions options = new PoolOptions()
                .setShared(true)
                .setName(reserve.name())
                .setMaxSize(reserve.connections())
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectionTimeout(5)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) UNUSED.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
        return new Database(
                PgBuilder.pool()
                        .with(options)
                        .with(transport)
                        .connectingTo(connect)
                        .using(vertx)
                        .build(),
                reserve.silence());
    }

    /**
     * A number of connections for one purpose.
     *
     * @param name its pool's, on this node
     * @param silence a statement that is not answered for so long fails with a {@link TimeoutException}
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
    public <T> T transaction(Function<? super Pipeline, T> body) {
        // The pool has a time limit of its own; with another one a connection that comes late would be nobody's.
        SqlConnection connection = unwrap(pool.getConnection());
        try {
            return transaction(connection, body);
        } finally {
            // Not waited for: a server that is silent now ends the transaction when it speaks again, and only then the
            // connection is used again.
            connection.close();
        }
    }

    private <T> T transaction(SqlConnection connection, Function<? super Pipeline, T> body) {
        Begun transaction = new Begun(connection);
        T result;
        try {
            result = body.apply(transaction);
        } catch (RuntimeException | Error e) {
            rollback(transaction.transaction, e);
            throw e;
        }
        await(transaction.transaction.commit());
        return result;
    }

    /** Statements, each after the one before it. */
    @FunctionalInterface
    public interface Statements {
        /** Runs a statement and waits for its answer. */
        RowSet<Row> query(String sql, Object... arguments);
    }

    /** The statements of a transaction, which need not wait for each other's answers. */
    public interface Pipeline extends Statements {
        /**
         * Sends a statement behind those before it and waits for none of them; when one of them fails, it fails too. What
         * is sent before anything was waited for goes out together with {@code BEGIN} and would run by itself, should that
         * fail: so it may lock and read, and not write.
         */
        Sent send(String sql, Object... arguments);
    }

    /** A statement under way. Wait for them in their order: the first failure is the one that tells. */
    @FunctionalInterface
    public interface Sent {
        /** Waits for the answer. */
        RowSet<Row> rows();
    }

    private final class Begun implements Pipeline {
        private final SqlConnection connection;
        private final Future<Transaction> begun;
        final Transaction transaction;

        Begun(SqlConnection connection) {
            this.connection = connection;
            this.begun = connection.begin();
            this.transaction = connection.transaction();
        }

        @Override
        public RowSet<Row> query(String sql, Object... arguments) {
            await(begun);
            return await(run(connection, sql, arguments));
        }

        @Override
        public Sent send(String sql, Object... arguments) {
            Future<RowSet<Row>> answer = run(connection, sql, arguments);
            return () -> {
                await(begun);
                return await(answer);
            };
        }
    }

    @Override
    public void close() {
        pool.close().await();
    }

    // A failed rollback means a broken connection, which is a rollback too; the body's exception is the one that tells.
    private void rollback(Transaction transaction, Throwable reason) {
        Future<Void> done = transaction.rollback().otherwiseEmpty();
        if (!(reason.getCause() instanceof TimeoutException)) {
            await(done);
        }
    }

    // A frozen server accepts statements and never answers; its own timeouts are frozen with it.
    private <T> T await(Future<T> future) {
        return unwrap(future.timeout(silence.toMillis(), TimeUnit.MILLISECONDS));
    }

    // Future.await throws whatever the future failed with, and its signature does not say so: a refused connection is a
    // checked exception, which would go past every caller that catches RuntimeException.
    private static <T> T unwrap(Future<T> future) {
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
