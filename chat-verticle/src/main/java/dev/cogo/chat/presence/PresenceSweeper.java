package dev.cogo.chat.presence;

import dev.cogo.schema.channel.PresenceChange;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.presence.BeatPresence;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the entries of gateways that gave no sign of life. Every node sweeps; of two at the same time one does nothing, and
 * the one whose transaction deleted a user's last entry tells the others, so an {@code offline} goes out once in the cluster.
 */
public final class PresenceSweeper {
    /** Users in one transaction: each costs an advisory lock of PostgreSQL's shared lock table. */
    private static final long BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(PresenceSweeper.class);

    private static final String EXPIRED =
            "seen_at < now() - interval '%d seconds'".formatted(BeatPresence.EXPIRY_SECONDS);

    private static final String LOCK = """
            SELECT session_id, user_id, pg_advisory_xact_lock(%s)
            FROM (SELECT DISTINCT session_id, user_id FROM session_presence WHERE %s LIMIT $1) AS expired""".formatted(PresenceLock.KEY, EXPIRED);

    // A row that is locked is being beaten: its gateway lives after all. Waiting for it could end in a deadlock.
    private static final String DELETE = """
            DELETE FROM session_presence WHERE ctid = ANY(ARRAY(
                SELECT p.ctid FROM session_presence p
                JOIN unnest($1::uuid[], $2::uuid[]) AS u (session_id, user_id) USING (session_id, user_id)
                WHERE p.%s FOR UPDATE OF p SKIP LOCKED))
            RETURNING session_id, user_id, status""".formatted(EXPIRED);

    // How each user whose rows were deleted looked before (all of them) and looks now (those that are left).
    private static final String CHANGES = """
            SELECT g.session_id, g.user_id, a.display_name, clock_timestamp() AS clock, g.statuses AS gone,
                   ARRAY(SELECT p.status FROM session_presence p
                         WHERE p.session_id = g.session_id AND p.user_id = g.user_id) AS remaining
            FROM (SELECT session_id, user_id, array_agg(status) AS statuses
                  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS d (session_id, user_id, status)
                  GROUP BY session_id, user_id) g
            JOIN accounts a ON a.id = g.user_id""";

    private final Database database;
    private final PresenceEvents events;
    private boolean sweeping;

    public PresenceSweeper(Database database, PresenceEvents events) {
        this.database = database;
        this.events = events;
    }

    /** Ends what has expired and tells the channels. Never throws; what fails is tried again by the next sweep. */
    public void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        try {
            Swept swept;
            do {
                swept = database.transaction(PresenceSweeper::sweepSome);
                swept.changes().forEach(events::tell);
            } while (swept.users() == BATCH);
        } catch (Throwable e) {
            LOG.warn("presence was not swept: {}", e.toString());
        } finally {
            sweeping = false;
        }
    }

    private static Swept sweepSome(Statements tx) {
        if (!PresenceLock.ofSweep(tx)) {
            return Swept.NOTHING;
        }
        RowSet<Row> expired = tx.query(LOCK, BATCH);
        if (expired.size() == 0) {
            return Swept.NOTHING;
        }
        RowSet<Row> deleted = tx.query(
                DELETE,
                column(expired, row -> row.getUUID("session_id"), UUID[]::new),
                column(expired, row -> row.getUUID("user_id"), UUID[]::new));
        RowSet<Row> users = tx.query(
                CHANGES,
                column(deleted, row -> row.getUUID("session_id"), UUID[]::new),
                column(deleted, row -> row.getUUID("user_id"), UUID[]::new),
                column(deleted, row -> row.getString("status"), String[]::new));
        List<PresenceChange> changes = new ArrayList<>();
        for (Row row : users) {
            List<PresenceStatus> remaining = statuses(row, "remaining");
            PresenceStatus now = Visible.of(remaining);
            List<PresenceStatus> all = new ArrayList<>(remaining);
            all.addAll(statuses(row, "gone"));
            if (Visible.of(all) != now) {
                changes.add(new PresenceChange(
                        row.getUUID("user_id"),
                        row.getUUID("session_id"),
                        row.getString("display_name"),
                        now,
                        row.getOffsetDateTime("clock").toInstant()));
            }
        }
        return new Swept(expired.size(), changes);
    }

    private static List<PresenceStatus> statuses(Row row, String column) {
        return Stream.of(row.getArrayOfStrings(column)).map(PresenceStatus::of).toList();
    }

    private static <T> T[] column(RowSet<Row> rows, Function<Row, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private record Swept(int users, List<PresenceChange> changes) {
        static final Swept NOTHING = new Swept(0, List.of());
    }
}
