package dev.cogo.archive.retention;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The messages of a session that are too old, with what hangs on them: the beginning of its timeline, up to the first that is not. */
final class ExpiredMessages {
    private static final String FIRST_YOUNG = """
            SELECT seq FROM chat_messages_history WHERE session_id = $1 AND timestamp >= $2 ORDER BY seq LIMIT 1""";

    private static final String PAGE_END = """
            SELECT max(seq) AS seq, min(seq) AS first, count(*) AS messages FROM (
                SELECT seq FROM chat_messages_history WHERE session_id = $1 AND seq < $2 ORDER BY seq LIMIT $3) page""";

    // The rows as they are deleted, not as they were read before: an edit comes before the deletion, and is in the
    // file, or after it, and finds
    // no message. The order of tables is that of everybody who changes messages.
    private static final String HOT = "DELETE FROM chat_messages_realtime WHERE session_id = $1 AND seq <= $2";

    private static final String HISTORY = """
            WITH gone AS (DELETE FROM chat_messages_history WHERE session_id = $1 AND seq <= $2 RETURNING *),
                 keys AS (DELETE FROM message_keys k USING gone g
                          WHERE k.session_id = g.session_id
                            AND k.author = coalesce(g.user_id, '00000000-0000-0000-0000-000000000000')
                            AND k.client_message_id = g.client_message_id)
            SELECT jsonb_build_object('kind', 'message', 'row', to_jsonb(gone))::text AS line FROM gone ORDER BY seq""";

    private static final List<String> BESIDE = List.of("""
            WITH gone AS (
                DELETE FROM message_reactions WHERE session_id = $1 AND message_seq <= $2 RETURNING *)
            SELECT jsonb_build_object('kind', 'reaction', 'row', to_jsonb(gone))::text AS line FROM gone""", """
            WITH gone AS (
                DELETE FROM session_events WHERE session_id = $1 AND seq <= $2 RETURNING *)
            SELECT jsonb_build_object('kind', 'event', 'row', to_jsonb(gone))::text AS line FROM gone ORDER BY seq""");

    private static final String SEARCH = "DELETE FROM message_search WHERE session_id = $1 AND seq <= $2";

    // It must not say what no message does any more, and is made anew of what is left.
    private static final String SUMMARY = "DELETE FROM ai_summaries WHERE session_id = $1";

    private static final String SESSION = """
            SELECT jsonb_build_object('kind', 'session', 'row', to_jsonb(s))::text AS line
            FROM user_chat_sessions s WHERE session_id = $1""";

    private static final String OLDEST = """
            UPDATE user_chat_sessions s
            SET oldest_message_at = coalesce(
                (SELECT timestamp FROM chat_messages_history h WHERE h.session_id = s.session_id ORDER BY h.seq LIMIT 1), now())
            WHERE session_id = $1""";

    // What nobody can read any more is not unread.
    private static final String READ = """
            UPDATE session_members m SET last_read_seq = left_off.seq, read_count = left_off.messages
            FROM (SELECT coalesce(h.seq - 1, s.last_seq) AS seq,
                         coalesce(coalesce(h.message_number, h.seq) - 1, s.message_count) AS messages
                  FROM user_chat_sessions s
                  LEFT JOIN LATERAL (SELECT seq, message_number FROM chat_messages_history
                                     WHERE session_id = s.session_id ORDER BY seq LIMIT 1) h ON true
                  WHERE s.session_id = $1) left_off
            WHERE m.session_id = $1 AND m.last_read_seq < left_off.seq""";

    /** What went of a session; of nothing, with seqs that say nothing. */
    record Gone(UUID sessionId, long firstSeq, long lastSeq, long messages) {}

    /**
     * Deletes what is before a moment.
     *
     * @param page how many messages at a time
     * @param limit after so many messages it ends
     * @param lines gets a line of JSON for each row
     */
    Gone take(Statements tx, UUID sessionId, OffsetDateTime before, int page, long limit, Consumer<String> lines) {
        long end = Long.MAX_VALUE;
        for (Row young : tx.query(FIRST_YOUNG, sessionId, before)) {
            end = young.getLong("seq");
        }
        long first = 0;
        long last = 0;
        long messages = 0;
        while (messages < limit) {
            Row found = tx.query(PAGE_END, sessionId, end, Math.min(page, limit - messages))
                    .iterator()
                    .next();
            if (found.getLong("messages") == 0) {
                break;
            }
            if (messages == 0) {
                first = found.getLong("first");
                write(tx.query(SESSION, sessionId), lines);
                tx.query(SUMMARY, sessionId);
            }
            last = found.getLong("seq");
            messages += delete(tx, sessionId, last, lines);
        }
        return new Gone(sessionId, first, last, messages);
    }

    private static long delete(Statements tx, UUID sessionId, long until, Consumer<String> lines) {
        tx.query(HOT, sessionId, until);
        RowSet<Row> gone = tx.query(HISTORY, sessionId, until);
        write(gone, lines);
        BESIDE.forEach(sql -> write(tx.query(sql, sessionId, until), lines));
        tx.query(SEARCH, sessionId, until);
        return gone.size();
    }

    private static void write(RowSet<Row> rows, Consumer<String> lines) {
        rows.forEach(row -> lines.accept(row.getString("line")));
    }

    /** Notes from when on the session has messages, and that who had not read the others need not any more. Can be repeated. */
    void settle(Database database, UUID sessionId) {
        database.query(READ, sessionId);
        database.query(OLDEST, sessionId);
    }
}
