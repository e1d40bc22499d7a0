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
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private final Pool pool;
    private final Context loop;
    private final Duration silence;
    private List<Statement> unsent = new ArrayList<>();
    private boolean begins;

    // The loop's; the author's thread reads them after it has waited for the loop.
    private @Nullable SqlConnection connection;
    private @Nullable Transaction transaction;
    private Future<?> begun = Future.succeededFuture();
    private boolean over;

    PipelinedTransaction(Pool pool, Context loop, Duration silence) {
        this.pool = pool;
        this.loop = loop;
        this.silence = silence;
    }

    /** Runs the body and commits, or rolls back when it throws. Once. */
    <T> T run(Function<? super Pipeline, T> body) {
        try {
            T result;
            try {
                result = body.apply(this);
                List<Statement> last = unsent;
                sendAll();
                last.forEach(statement -> Database.unwrap(statement.answer));
            } catch (RuntimeException | Error e) {
                rollback(e);
                throw e;
            }
            onLoop(() -> transaction == null ? Future.succeededFuture() : patient(transaction.commit()));
            return result;
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
            begun = there.begin();
            transaction = there.transaction();
        }
        return there;
    }

    /** Completes when all have been answered, whatever the answers are. */
    private Future<Void> answers(SqlConnection there, List<Statement> trip) {
        List<Future<?>> answers = new ArrayList<>();
        answers.add(begun);
        for (Statement statement : trip) {
            statement.answer = there.preparedQuery(statement.sql).execute(statement.arguments);
            answers.add(statement.answer);
        }
        // Made of one that has the loop's context: its timeout is the loop's then.
        return begun.transform(first -> Future.join(answers).<Void>mapEmpty().otherwiseEmpty());
    }

    // A failed rollback means a broken connection, which is a rollback too; the body's exception is the one that tells.
    private void rollback(Throwable reason) {
        boolean silent = reason.getCause() instanceof TimeoutException;
        onLoop(() -> {
            Future<Void> done = transaction == null
                    ? Future.succeededFuture()
                    : patient(transaction.rollback()).otherwiseEmpty();
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
