package dev.cogo.runtime.database;

import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.eventloop.Contexts;
import io.vertx.core.Context;
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
    private final Context loop;
    private final Duration silence;

    private Database(Pool pool, Context loop, Duration silence) {
        this.pool = pool;
        this.loop = loop;
        this.silence = silence;
    }

    /** Opens the node's pool, or joins it when another verticle has. No connection is made yet. */
    public static Database open(Vertx vertx, DatabaseConfig config) {
        return open(vertx, config, new Reserve("cogo", config.maxConnections(), SILENCE, ONE_PLAN));
    }

    /** Opens connections beside the node's pool, or joins those of the same name. */
    public static Database open(Vertx vertx, DatabaseConfig config, Reserve reserve) {
        PgConnectOptions connect = config.connectOptions()
                .setCachePreparedStatements(true)
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
                Contexts.newEventLoop(vertx),
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
        return new PipelinedTransaction(pool, loop, silence).run(body);
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
         * Sends a statement behind those before it; when one of them fails, it fails too. It goes out with the others when the
         * answer to one of them is waited for, or at the end, and then with {@code COMMIT}, which saves a trip. What goes out first does so together with {@code BEGIN} and would
         * run by itself, should that fail: so it may lock and read, and not write.
         */
        Sent send(String sql, Object... arguments);
    }

    /** A statement. Ask for answers in the statements' order: the first failure is the one that tells. */
    @FunctionalInterface
    public interface Sent {
        /** Waits for the answer. */
        RowSet<Row> rows();
    }

    @Override
    public void close() {
        pool.close().await();
    }

    // A frozen server accepts statements and never answers; its own timeouts are frozen with it.
    private <T> T await(Future<T> future) {
        return unwrap(future.timeout(silence.toMillis(), TimeUnit.MILLISECONDS));
    }

    // Future.await throws whatever the future failed with, and its signature does not say so: a refused connection is a
    // checked exception, which would go past every caller that catches RuntimeException.
    static <T> T unwrap(Future<T> future) {
        if (future.succeeded()) {
            return future.result(); // await would go through the future's own event loop
        }
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
        return client.preparedQuery(sql).execute(tuple(arguments));
    }

    static Tuple tuple(Object... arguments) {
        return Tuple.from(Arrays.asList(arguments));
    }
}
