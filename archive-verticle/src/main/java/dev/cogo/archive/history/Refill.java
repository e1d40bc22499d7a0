package dev.cogo.archive.history;

import dev.cogo.runtime.database.Database.Statements;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies recent rows from history to the hot table after a crash of PostgreSQL, which empties unlogged tables.
 *
 * <p>How a crash shows: it takes all rows at once, and every later row is written to both tables. So what is missing is exactly
 * the time before the oldest hot row, and it is missing if history has a young enough row from then. Copying goes from the
 * newest missing row back, so a refill that is cut off leaves a gap of the same kind, and the next one goes on from there.
 */
public final class Refill {
    private static final String OLDEST_HOT =
            "SELECT coalesce(min(timestamp), now()) AS timestamp FROM chat_messages_realtime";

    // While its statistics are old, PostgreSQL may think a month's partition small, and read and sort all of it each
    // time.
    private static final String BY_INDEX =
            "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    // From the place where the batch before has ended, by chat_messages_history_timestamp: each row is visited once,
    // however
    // many are missing. Rows of one batch of the writer may share a time, hence the id; some of the oldest hot row's
    // time
    // may be there already, hence the conflict. To look for what is missing by a join is quadratic: it goes through the
    // rest
    // of the time each time.
    private static final String COPY = """
            WITH next AS MATERIALIZED (
                SELECT %1$s FROM chat_messages_history
                WHERE timestamp > now() - make_interval(secs => $1) AND timestamp <= $2 AND (timestamp, id) < ($2, $3)
                ORDER BY timestamp DESC, id DESC
                LIMIT $4
            ), copied AS (
                INSERT INTO chat_messages_realtime (%1$s) SELECT %1$s FROM next
                ON CONFLICT DO NOTHING
                RETURNING 1
            )
            SELECT timestamp, id, (SELECT count(*) FROM next) AS visited, (SELECT count(*) FROM copied) AS copied
            FROM next ORDER BY timestamp, id LIMIT 1""".formatted(MessageColumns.ALL);

    private final double hotSeconds;

    public Refill(Duration hotAge) {
        this.hotSeconds = hotAge.toMillis() / 1000.0;
    }

    /** Begins at the oldest hot row. */
    public Pass begin() {
        return new Pass();
    }

    /** One way back through the time that is missing. */
    public final class Pass {
        private static final UUID LAST_ID = new UUID(-1, -1);

        private @Nullable OffsetDateTime timestamp;
        private UUID id = LAST_ID;
        private long copied;

        private Pass() {}

        /** Copies the next rows; how many it has looked at. */
        public long next(Statements tx, int limit) {
            if (timestamp == null) {
                timestamp = tx.query(OLDEST_HOT).iterator().next().getOffsetDateTime("timestamp");
            }
            tx.query(BY_INDEX);
            for (Row oldest : tx.query(COPY, hotSeconds, timestamp, id, (long) limit)) {
                timestamp = oldest.getOffsetDateTime("timestamp");
                id = oldest.getUUID("id");
                copied += oldest.getLong("copied");
                return oldest.getLong("visited");
            }
            return 0;
        }

        /** How many rows were missing so far. */
        public long copied() {
            return copied;
        }
    }
}
