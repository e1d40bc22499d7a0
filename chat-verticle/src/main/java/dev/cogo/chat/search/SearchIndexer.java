package dev.cogo.chat.search;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts history into {@code message_search}: new messages some seconds after they were stored and, from the day on which search
 * came, the old ones backwards. Every node tries, one at a time does; the progress is in rows, so that each goes on where
 * another has stopped.
 */
public final class SearchIndexer {
    /**
     * Rows younger than this are left for later: transactions commit in another order than their rows' times, and a row
     * that shows up behind the progress would never be indexed. Longer than any transaction of the writer can take.
     */
    public static final Duration LAG = Duration.ofSeconds(15);

    static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexer.class);

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('message_search')) AS mine";

    // A writer that changes a message may wait for a row of this transaction; should this one wait for a row of its,
    // give up before PostgreSQL has to choose between the two (deadlock_timeout, 1 s).
    private static final String YIELD = "SET LOCAL lock_timeout = '200ms'";

    private static final String PROGRESS = "SELECT timestamp, id FROM message_search_progress WHERE direction = $1";

    // By chat_messages_history_timestamp, hence the condition that the second one implies, and the place as arguments:
    // joined to the progress it would sort all the rest of history. A session can be gone; a subquery that is no EXISTS
    // always goes by index.
    private static final String ROWS = """
            SELECT h.id, h.session_id, h.seq, h.timestamp, h.content,
                   h.deleted_at IS NULL AND h.key_id IS NULL AND coalesce(
                       (SELECT true FROM user_chat_sessions s WHERE s.session_id = h.session_id), false) AS open
            FROM chat_messages_history h WHERE %s""";

    private static final String NEWER = ROWS.formatted("""
            h.timestamp >= $1 AND (h.timestamp, h.id) > ($1, $2)
              AND h.timestamp < clock_timestamp() - make_interval(secs => $4)
            ORDER BY h.timestamp, h.id LIMIT $3""");

    private static final String OLDER = ROWS.formatted("""
            h.timestamp <= $1 AND (h.timestamp, h.id) < ($1, $2)
            ORDER BY h.timestamp DESC, h.id DESC LIMIT $3""");

    // What is there already was put there by a change of the message, and is newer.
    private static final String INSERT = """
            INSERT INTO message_search (session_id, seq, id, timestamp, terms)
            SELECT session_id, seq, id, timestamp, terms::tsvector
            FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::timestamptz[], $5::text[])
                 AS m (session_id, seq, id, timestamp, terms)
            ON CONFLICT DO NOTHING""";

    private static final String MOVE =
            "UPDATE message_search_progress SET timestamp = $2, id = $3 WHERE direction = $1";

    private final Database database;
    private final double lagSeconds;
    private boolean running;
    private volatile boolean closed;

    public SearchIndexer(Database database) {
        this(database, LAG);
    }

    SearchIndexer(Database database, Duration lag) {
        this.database = database;
        this.lagSeconds = lag.toMillis() / 1000.0;
    }

    /** Indexes what there is to index. Never throws; what fails is tried again by the next run. */
    public void run() {
        if (running || closed) {
            return;
        }
        running = true;
        try {
            // What is new comes first, between the batches of what is old too.
            while (!closed && database.transaction(this::newer) + database.transaction(this::older) >= BATCH) {
                // there may be more
            }
        } catch (Throwable e) { // await also throws checked exceptions
            if (!closed) {
                LOG.warn("messages were not indexed: {}", e.toString());
            }
        } finally {
            running = false;
        }
    }

    /** Begins nothing more. */
    public void close() {
        closed = true;
    }

    private int newer(Statements tx) {
        return next(
                tx,
                "forward",
                from -> tx.query(
                        NEWER, from.getOffsetDateTime("timestamp"), from.getUUID("id"), (long) BATCH, lagSeconds));
    }

    private int older(Statements tx) {
        return next(
                tx,
                "back",
                from -> tx.query(OLDER, from.getOffsetDateTime("timestamp"), from.getUUID("id"), (long) BATCH));
    }

    private static int next(Statements tx, String direction, Function<Row, RowSet<Row>> rowsAfter) {
        if (!tx.query(LOCK).iterator().next().getBoolean("mine")) {
            return 0;
        }
        tx.query(YIELD);
        RowSet<Row> rows =
                rowsAfter.apply(tx.query(PROGRESS, direction).iterator().next());
        List<Row> open = new ArrayList<>();
        Row last = null;
        for (Row row : rows) {
            last = row;
            if (row.getBoolean("open")) {
                open.add(row);
            }
        }
        if (!open.isEmpty()) {
            insert(tx, open);
        }
        if (last != null) {
            tx.query(MOVE, direction, last.getOffsetDateTime("timestamp"), last.getUUID("id"));
        }
        return rows.size();
    }

    private static void insert(Statements tx, List<Row> rows) {
        tx.query(
                INSERT,
                rows.stream().map(row -> row.getUUID("session_id")).toArray(UUID[]::new),
                rows.stream().map(row -> row.getLong("seq")).toArray(Long[]::new),
                rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new),
                rows.stream().map(row -> row.getOffsetDateTime("timestamp")).toArray(OffsetDateTime[]::new),
                rows.stream()
                        .map(row -> Terms.of(row.getString("content")).toTsvector(row.getUUID("session_id")))
                        .toArray(String[]::new));
    }
}
