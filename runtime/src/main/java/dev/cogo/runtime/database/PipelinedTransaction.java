package dev.cogo.runtime.database;

import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.runtime.database.Database.Sent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a virtual thread's. All that belongs to it happens on an event loop, which the answers come to one by one; the
 * thread is woken once for all that went out together. See docs/decisions/010.
 */
final class PipelinedTransaction implements Pipeline {
    // What PostgreSQL has run for this process once. The driver itself refuses arguments of a wrong type, and then
    // PostgreSQL would commit the rest: the commit of a new statement waits for its answer.
    private static final Set<String> TRIED = ConcurrentHashMap.newKeySet();

    private final Pool pool;
    private final Context loop;
    private final Duration silence;
    private List<Statement> unsent = new ArrayList<>();
    private boolean begins;

    // The loop's; the author's thread reads them after it has waited for the loop.
    private @Nullable SqlConnection connection;
    private Future<?> begun = Future.succeededFuture();
    private @Nullable Throwable failure;
    private boolean open;
    private boolean over;

    PipelinedTransaction(Pool pool, Context loop, Duration silence) {
        this.pool = pool;
        this.loop = loop;
        this.silence = silence;
    }

    /** Runs the body and commits, or rolls back when it throws. Once. */
    <T> T run(Function<? super Pipeline, T> body) {
        try {
            T result = body.apply(this);
            commit();
            return result;
        } catch (RuntimeException | Error e) {
            rollback(e);
            throw e;
        } finally {
            // Not waited for: a server that is silent now ends the transaction when it speaks again, and only then the
            // connection is used again.
            loop.runOnContext(v -> release());
        }
    }

    @Override
    public RowSet<Row> query(String sql, Object... arguments) {
        // It may write, so it must not go out before it is known that there is a transaction.
        sendAll();
        if (!begins) {
            begins = true;
            onLoop(() -> connected().compose(there -> patient(begun.mapEmpty())));
        }
        return send(sql, arguments).rows();
    }

    @Override
    public Sent send(String sql, Object... arguments) {
        Cost.current().ifPresent(Cost::addDbQuery);
        Statement statement = new Statement(sql, Database.tuple(arguments));
        unsent.add(statement);
        return () -> {
            sendAll();
            return Database.unwrap(statement.answer);
        };
    }

    /** Sends what was not sent yet, and waits for all answers. */
    private void sendAll() {
        if (!unsent.isEmpty()) {
            List<Statement> trip = unsent;
            unsent = new ArrayList<>();
            begins = true;
            onLoop(() -> connected().compose(there -> patient(answers(there, trip))));
            Database.unwrap(begun);
        }
    }

    // The pool has a time limit of its own; with another one a connection that comes late would be nobody's.
    private Future<SqlConnection> connected() {
        SqlConnection there = connection;
        return there == null ? pool.getConnection().map(this::begin) : Future.succeededFuture(there);
    }

    private SqlConnection begin(SqlConnection there) {
        connection = there;
        if (over) {
            release();
        } else {
            // The driver's own transaction would hold its COMMIT back until all before it has been answered.
            begun = there.query("BEGIN").execute();
            open = true;
        }
        return there;
    }

    /** Completes when all have been answered, whatever the answers are. */
    private Future<Void> answers(SqlConnection there, List<Statement> trip) {
        List<Future<?>> answers = new ArrayList<>();
        answers.add(begun);
        for (Statement statement : trip) {
            statement.answer = there.preparedQuery(statement.sql)
                    .execute(statement.arguments)
                    .onFailure(this::failed)
                    .onSuccess(rows -> TRIED.add(statement.sql));
            answers.add(statement.answer);
        }
        // Made of one that has the loop's context: its timeout is the loop's then.
        return begun.transform(first -> Future.join(answers).<Void>mapEmpty().otherwiseEmpty());
    }

    private void failed(Throwable first) {
        if (failure == null) {
            failure = first;
        }
    }

    /**
     * Sends what was not sent yet, and {@code COMMIT} right behind it, which is a rollback to PostgreSQL when a statement before it has
     * failed (manual, COMMIT). A failure that the body has made nothing of fails the transaction too.
     */
    private void commit() {
        List<Statement> last = unsent;
        unsent = new ArrayList<>();
        if (last.isEmpty() && !begins) {
            return;
        }
        begins = true;
        onLoop(() -> connected().compose(there -> {
            Future<Void> answered = answers(there, last);
            if (last.stream().allMatch(statement -> TRIED.contains(statement.sql))) {
                Future<Void> ended = end(there);
                return patient(answered.compose(all -> ended));
            }
            return patient(answered.compose(all -> end(there)));
        }));
        Database.unwrap(begun);
        if (failure != null) {
            Database.unwrap(Future.failedFuture(failure));
        }
    }

    private Future<Void> end(SqlConnection there) {
        if (!open) {
            return Future.succeededFuture();
        }
        open = false;
        return there.query(failure == null ? "COMMIT" : "ROLLBACK").execute().mapEmpty();
    }

    // A failed rollback means a broken connection, which is a rollback too; the body's exception is the one that tells.
    private void rollback(Throwable reason) {
        boolean silent = reason.getCause() instanceof TimeoutException;
        onLoop(() -> {
            failed(reason);
            SqlConnection there = connection;
            Future<Void> done = there == null
                    ? Future.succeededFuture()
                    : patient(end(there)).otherwiseEmpty();
            return silent ? Future.succeededFuture() : done;
        });
    }

    private void release() {
        over = true;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    // A frozen server accepts statements and never answers; its own timeouts are frozen with it.
    private <T> Future<T> patient(Future<T> answer) {
        return answer.timeout(silence.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(v -> {
            try {
                work.get().onComplete(done);
            } catch (RuntimeException e) {
                done.fail(e);
            }
        });
        return Database.unwrap(done.future());
    }

    /** A statement and, once it was sent, its answer. */
    private static final class Statement {
        private static final Future<RowSet<Row>> UNSENT = Future.failedFuture("it was not sent");

        private final String sql;
        private final Tuple arguments;
        private Future<RowSet<Row>> answer = UNSENT;

        Statement(String sql, Tuple arguments) {
            this.sql = sql;
            this.arguments = arguments;
        }
    }
}
