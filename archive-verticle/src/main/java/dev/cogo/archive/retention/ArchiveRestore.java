package dev.cogo.archive.retention;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages back from a file, into sessions that are still there: each is on hold from then on, for otherwise they went again at
 * once. What erased users wrote stays erased. It can be repeated, and beside running nodes. Blocks.
 */
public final class ArchiveRestore {
    private static final int BATCH = 500;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dev.cogo.archive', 0))";

    private static final String HOLD = """
            INSERT INTO session_holds (session_id, reason)
            SELECT session_id, 'restored from ' || $2 FROM user_chat_sessions WHERE session_id = $1
            ON CONFLICT DO NOTHING""";

    // A month out of all reason is left to the default partition.
    private static final String MONTHS = """
            SELECT create_history_partition(month::date) FROM (
                SELECT DISTINCT date_trunc('month', (l::jsonb #>> '{row,timestamp}')::timestamptz AT TIME ZONE 'UTC') AS month
                FROM unnest($1::text[]) l) m
            WHERE month >= '2000-01-01' AND month < now()""";

    private static final String ROWS = """
            WITH lines AS (SELECT l::jsonb -> 'row' AS row FROM unnest($1::text[]) l),
                 kept AS (SELECT row, EXISTS (SELECT FROM personal_jobs p
                                              WHERE p.kind = 'erasure' AND p.user_id = (row ->> '%2$s')::uuid) AS erased
                          FROM lines
                          WHERE EXISTS (SELECT FROM user_chat_sessions s WHERE s.session_id = (row ->> 'session_id')::uuid))
            INSERT INTO %1$s SELECT r.* FROM kept CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$s, %3$s) r WHERE %4$s
            ON CONFLICT DO NOTHING""";

    private static final String MESSAGES = ROWS.formatted("chat_messages_history", "user_id", """
            CASE WHEN erased THEN row || '{"content": "", "metadata": null, "mentions": null, "key_id": null, "ciphertext": null,
                                           "client_message_id": null}'
                                      || jsonb_build_object('deleted_at', now(), 'deleted_by', row -> 'user_id')
                 ELSE row END""", "true");

    private static final String REACTIONS = ROWS.formatted(
            "message_reactions",
            "user_id",
            "row",
            "NOT erased AND EXISTS (SELECT FROM accounts a WHERE a.id = (row ->> 'user_id')::uuid)");

    // An erased member's name is not put back.
    private static final String EVENTS = ROWS.formatted("session_events", "user_id", """
            CASE WHEN EXISTS (SELECT FROM personal_jobs p WHERE p.kind = 'erasure'
                                AND p.user_id::text = row #>> '{payload,member,userId}')
                 THEN jsonb_set(row, '{payload,member,displayName}', '"Deleted account"') ELSE row END""", "true");

    private static final String OLDEST = """
            UPDATE user_chat_sessions s SET oldest_message_at = least(s.oldest_message_at, f.timestamp)
            FROM (SELECT timestamp FROM chat_messages_history WHERE session_id = $1 ORDER BY seq LIMIT 1) f
            WHERE s.session_id = $1""";

    // The search goes back over them once more; what it has, it leaves alone.
    private static final String SEARCH = """
            UPDATE message_search_progress p SET timestamp = l.latest, id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
            FROM (SELECT max((l::jsonb #>> '{row,timestamp}')::timestamptz) AS latest FROM unnest($1::text[]) l) l
            WHERE p.direction = 'back' AND p.timestamp < l.latest""";

    private final Database database;

    public ArchiveRestore(Database database) {
        this.database = database;
    }

    /** What was done: sessions that have got something back, messages of the file for them, and those that came back. */
    public record Report(int sessions, long found, long restored) {}

    /**
     * Reads the whole file before it writes anything.
     *
     * @param only of this session alone; null for all that are in the file
     * @throws ArchiveException when the file can't be used
     */
    public Report restore(Path file, @Nullable UUID only) {
        ArchiveLines lines = new ArchiveLines(file);
        lines.read((kind, line) -> {
            if (kind.equals("audit")) {
                throw new ArchiveException(file + " is of the security log, which is read and not restored");
            }
        });
        Restoring restoring = new Restoring(file.getFileName().toString(), only);
        lines.read(restoring::add);
        restoring.flush();
        restoring.sessions.forEach(id -> database.query(OLDEST, id));
        return new Report(restoring.sessions.size(), restoring.found, restoring.restored);
    }

    private final class Restoring {
        private final String name;
        private final @Nullable UUID only;
        private final List<UUID> sessions = new ArrayList<>();
        private final List<String> batch = new ArrayList<>();
        private String kind = "";
        private boolean wanted;
        private long found;
        private long restored;

        Restoring(String name, @Nullable UUID only) {
            this.name = name;
            this.only = only;
        }

        // A session's line comes before all others of it.
        void add(String lineKind, String line) {
            if (lineKind.equals("session")) {
                flush();
                UUID session = UUID.fromString(
                        new JsonObject(line).getJsonObject("row").getString("session_id"));
                wanted = (only == null || only.equals(session)) && hold(session);
                return;
            }
            if (!lineKind.equals(kind) || batch.size() >= BATCH) {
                flush();
                kind = lineKind;
            }
            if (wanted) {
                batch.add(line);
            }
        }

        private boolean hold(UUID session) {
            return database.transaction(tx -> {
                tx.query(LOCK);
                tx.query(HOLD, session, name);
                boolean there = tx.query("SELECT FROM session_holds WHERE session_id = $1", session)
                                .size()
                        > 0;
                if (there) {
                    sessions.add(session);
                }
                return there;
            });
        }

        void flush() {
            if (!batch.isEmpty()) {
                String[] rows = batch.toArray(String[]::new);
                database.transaction(tx -> {
                    insert(tx, rows);
                    return null;
                });
                batch.clear();
            }
        }

        private void insert(Statements tx, String[] rows) {
            switch (kind) {
                case "message" -> {
                    tx.query(MONTHS, (Object) rows);
                    found += rows.length;
                    restored += tx.query(MESSAGES, (Object) rows).rowCount();
                    tx.query(SEARCH, (Object) rows);
                }
                case "reaction" -> tx.query(REACTIONS, (Object) rows);
                case "event" -> tx.query(EVENTS, (Object) rows);
                default -> throw new ArchiveException(name + " has lines of an unknown kind: " + kind);
            }
        }
    }
}
