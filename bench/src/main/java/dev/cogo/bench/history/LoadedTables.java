package dev.cogo.bench.history;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A table of messages as half a year of use leaves it: one session has half of them, and in the other half many sessions of
 * about a thousand messages each take turns, ten messages at a time. So what a session's page needs lies in many places.
 */
final class LoadedTables {
    private static final int MONTHS = 6;
    private static final int SMALL_SESSION = 1000;
    private static final int CHUNK = 250_000;

    // The id begins with the time, as those of Ids do: the index on it grows at one end.
    private static final String FILL = """
            INSERT INTO chat_messages_history (id, session_id, seq, user_id, content, message_type, timestamp,
                                               message_number)
            SELECT (lpad(to_hex((extract(epoch FROM time) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
                        || '8' || substr(md5(n::text), 4, 15))::uuid,
                   session_id, seq, $4, text, 'text', time, seq
            FROM (SELECT n,
                         $1::timestamptz + n * $2::interval AS time,
                         CASE WHEN n % 2 = 0 THEN $3::uuid
                              ELSE ('00000000-0000-7000-8000-' || lpad(to_hex(n / 20 % $5::bigint), 12, '0'))::uuid
                         END AS session_id,
                         CASE WHEN n % 2 = 0 THEN n / 2 + 1 ELSE n / 20 / $5::bigint * 10 + n % 20 / 2 + 1 END AS seq,
                         ($6::text[])[1 + n % cardinality($6::text[])] || ' (' || n || ')' AS text
                  FROM generate_series($7::bigint, $8::bigint) AS n) AS made""";

    private static final String[] TEXTS = {
        "Which lighthouse shall we see first when the boat leaves at nine and the weather stays?",
        "The one at Jumunjin is the oldest of them, and from there it is an hour on foot along the coast.",
        "I have booked two rooms for the night, with breakfast, and they keep bicycles for their guests.",
        "Let us meet at the harbour ten minutes before, so that nobody has to run for it this time.",
        "The report is nearly done; what is missing are the figures of last week and a short summary.",
        "Has anybody seen the charger of the camera? It was on the table near the window this morning.",
        "If the trains run again by then we can take the early one and be there before it gets warm.",
    };

    private final BenchSchema schema;
    private final UUID reader;
    private final UUID bigSession;
    private final long bigLast;
    private final List<Filled> smallSessions;

    private LoadedTables(BenchSchema schema, UUID reader, UUID bigSession, long bigLast, List<Filled> smallSessions) {
        this.schema = schema;
        this.reader = reader;
        this.bigSession = bigSession;
        this.bigLast = bigLast;
        this.smallSessions = smallSessions;
    }

    /** Fills the tables of the schema; some minutes for ten million. */
    static LoadedTables fill(BenchSchema schema, long messages, Consumer<String> progress) {
        UUID reader = Ids.next();
        UUID big = Ids.next();
        schema.query("INSERT INTO accounts (id, display_name) VALUES ($1, 'reader')", reader);
        schema.query("""
                SELECT create_history_partition(month::date)
                FROM generate_series(now() - interval '1 month' * $1::integer, now(), interval '1 month') AS month""", MONTHS);
        Row span = schema.query("""
                        SELECT start, (now() - start) / $2::bigint AS step
                        FROM (SELECT now() - interval '1 month' * $1::integer AS start) AS span""", MONTHS, messages).iterator().next();
        long small = Math.max(1, messages / 2 / SMALL_SESSION);
        for (long from = 0; from < messages; from += CHUNK) {
            long to = Math.min(messages, from + CHUNK);
            schema.query(FILL, span.getValue("start"), span.getValue("step"), big, reader, small, TEXTS, from, to - 1);
            progress.accept("%,d of %,d messages are there".formatted(to, messages));
        }
        schema.query("""
                INSERT INTO user_chat_sessions (session_id, kind, ai, last_seq, message_count)
                SELECT session_id, 'group', false, max(seq), count(*) FROM chat_messages_history GROUP BY session_id""");
        schema.query("""
                INSERT INTO session_members (session_id, user_id, role)
                SELECT session_id, $1, 'owner' FROM user_chat_sessions""", reader);
        // A grown system's messages were indexed for search when they came. Here that would go on beside the
        // measurement, for
        // the large table only.
        schema.query("UPDATE message_search_progress SET timestamp = '2000-01-01Z' WHERE direction = 'back'");
        for (String table : List.of("chat_messages_history", "user_chat_sessions", "session_members")) {
            schema.execute("VACUUM ANALYZE " + table);
        }
        return new LoadedTables(schema, reader, big, last(schema, big), smallOnes(schema, big));
    }

    private static long last(BenchSchema schema, UUID session) {
        return schema.query("SELECT last_seq FROM user_chat_sessions WHERE session_id = $1", session)
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<Filled> smallOnes(BenchSchema schema, UUID big) {
        List<Filled> sessions = new ArrayList<>();
        for (Row row : schema.query(
                "SELECT session_id, last_seq FROM user_chat_sessions WHERE session_id <> $1 ORDER BY session_id",
                big)) {
            sessions.add(new Filled(row.getUUID(0), row.getLong(1)));
        }
        return sessions;
    }

    /** Bytes on disk of the history, with its indexes. */
    long bytes() {
        return schema.query("""
                        SELECT sum(pg_total_relation_size(relid))::bigint
                        FROM pg_partition_tree('chat_messages_history')""").iterator().next().getLong(0);
    }

    BenchSchema schema() {
        return schema;
    }

    UUID reader() {
        return reader;
    }

    Filled big() {
        return new Filled(bigSession, bigLast);
    }

    List<Filled> small() {
        return smallSessions;
    }

    /** A session and the last seq in it; all its events are messages. */
    record Filled(UUID sessionId, long lastSeq) {}
}
