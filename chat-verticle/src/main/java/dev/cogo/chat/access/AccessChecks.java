package dev.cogo.chat.access;

import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers many checks with one statement: those that come while the last one is under way. When thousands of clients come back at
 * once, each asks; one by one they would take the connections from everybody else. Confined to its verticle's context.
 */
public final class AccessChecks {
    /** The most checks in one statement. */
    static final int MAX_BATCH = 500;

    /** A second one goes on while the first waits for a slow answer. */
    static final int MAX_STATEMENTS = 2;

    private static final int MAX_WAITING = 10_000;

    private static final String ROLES = """
            SELECT m.session_id, m.user_id, %s
            FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[]) AS q (session_id, user_id)) q
            JOIN session_members m USING (session_id, user_id)
            JOIN user_chat_sessions s USING (session_id)""".formatted(SessionAccess.COLUMNS);

    private final Context context;
    private final Database database;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int statements;

    public AccessChecks(Context context, Database database) {
        this.context = context;
        this.database = database;
    }

    /** The user's part in the session; fails as {@link SessionAccess#check} does, and with {@code overloaded}. */
    public Access check(CheckAccess request) {
        if (queue.size() >= MAX_WAITING) {
            throw new CogoException(ErrorCode.OVERLOADED, "too many checks wait, try again");
        }
        Waiting waiting = new Waiting(request, Promise.promise());
        queue.add(waiting);
        if (statements < MAX_STATEMENTS) {
            statements++;
            context.runOnContext(go -> answerAll());
        }
        Row row = waiting.row().future().await().orElseThrow(SessionAccess::notFound);
        // The statement is shared with others; one stands for this request's part in it.
        Cost.current().ifPresent(Cost::addDbQuery);
        return SessionAccess.answer(request, row);
    }

    private void answerAll() {
        try {
            while (!queue.isEmpty()) {
                List<Waiting> batch = new ArrayList<>();
                while (!queue.isEmpty() && batch.size() < MAX_BATCH) {
                    batch.add(queue.remove());
                }
                answer(batch);
            }
        } finally {
            statements--;
        }
    }

    private void answer(List<Waiting> batch) {
        try {
            Map<Membership, Row> rows = new HashMap<>();
            for (Row row : database.query(
                    ROLES,
                    batch.stream().map(one -> one.request().sessionId()).toArray(UUID[]::new),
                    batch.stream().map(one -> one.request().userId()).toArray(UUID[]::new))) {
                rows.put(new Membership(row.getUUID("session_id"), row.getUUID("user_id")), row);
            }
            batch.forEach(one -> one.row().complete(Optional.ofNullable(rows.get(Membership.of(one.request())))));
        } catch (Throwable e) { // await also throws checked exceptions, such as a refused connection's
            CogoException failure = Failures.of(e, "access checks");
            batch.forEach(one -> one.row().tryFail(failure));
        }
    }

    private record Waiting(CheckAccess request, Promise<Optional<Row>> row) {}

    private record Membership(UUID sessionId, UUID userId) {
        static Membership of(CheckAccess request) {
            return new Membership(request.sessionId(), request.userId());
        }
    }
}
