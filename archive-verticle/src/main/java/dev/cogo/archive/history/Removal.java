package dev.cogo.archive.history;

import dev.cogo.runtime.database.Database.Statements;
import java.time.Duration;

/**
 * Moves rows that have grown old out of the hot table. One statement takes them there and makes sure that history has them, so
 * a reader sees each row in history at every moment, and nothing is lost if the statement is.
 */
public final class Removal {
    // History has nearly all of them already: the writer put them into both. SKIP LOCKED: whoever locks a hot row now
    // has it back next time. The first condition and the order are chat_messages_realtime_timestamp.
    private static final String MOVE = """
            WITH old AS (
                SELECT session_id, seq FROM chat_messages_realtime
                WHERE timestamp <= now() - make_interval(secs => $1)
                ORDER BY timestamp
                LIMIT $2
                FOR UPDATE SKIP LOCKED
            ), taken AS (
                DELETE FROM chat_messages_realtime hot USING old
                WHERE hot.session_id = old.session_id AND hot.seq = old.seq
                RETURNING hot.*
            ), kept AS (
                INSERT INTO chat_messages_history (%1$s) SELECT %1$s FROM taken
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) AS moved FROM taken""".formatted(MessageColumns.ALL);

    private final double hotSeconds;

    public Removal(Duration hotAge) {
        this.hotSeconds = hotAge.toMillis() / 1000.0;
    }

    /** Moves the next rows, oldest first; how many. */
    public long next(Statements tx, int limit) {
        return tx.query(MOVE, hotSeconds, (long) limit).iterator().next().getLong("moved");
    }
}
