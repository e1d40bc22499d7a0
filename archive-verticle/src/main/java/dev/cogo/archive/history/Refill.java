package dev.cogo.archive.history;

import dev.cogo.schema.database.Database.Statements;
import java.time.Duration;

/**
 * Copies recent rows from history to the hot table after a crash of PostgreSQL, which empties unlogged tables.
 *
 * <p>How a crash shows: it takes all rows at once, and every later row is written to both tables. So what is missing is exactly
 * the time before the oldest hot row, and it is missing if history has a young enough row from then. Copying goes from the
 * newest missing row back, so a refill that is cut off leaves a gap of the same kind, and the next one goes on from there.
 */
public final class Refill {
    // The subquery is one look at an index, and so is each missing row (chat_messages_history_timestamp). "<=" and the
    // check by key, because the rows of one batch of the writer may share a time.
    private static final String COPY = """
            INSERT INTO chat_messages_realtime (%1$s)
            SELECT %1$s FROM chat_messages_history missing
            WHERE timestamp > now() - make_interval(secs => $1)
              AND timestamp <= (SELECT coalesce(min(timestamp), now()) FROM chat_messages_realtime)
              AND NOT EXISTS (SELECT 1 FROM chat_messages_realtime hot
                              WHERE hot.session_id = missing.session_id AND hot.seq = missing.seq)
            ORDER BY timestamp DESC
            LIMIT $2
            ON CONFLICT DO NOTHING""".formatted(MessageColumns.ALL);

    private final double hotSeconds;

    public Refill(Duration hotAge) {
        this.hotSeconds = hotAge.toMillis() / 1000.0;
    }

    /** Copies the next rows; how many. */
    public long next(Statements tx, int limit) {
        return tx.query(COPY, hotSeconds, (long) limit).rowCount();
    }
}
