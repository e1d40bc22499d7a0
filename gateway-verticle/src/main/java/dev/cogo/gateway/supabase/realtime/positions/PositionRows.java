package dev.cogo.gateway.supabase.realtime.positions;

import dev.cogo.gateway.supabase.realtime.AckTracker;
import dev.cogo.gateway.supabase.realtime.positions.Positions.Place;
import dev.cogo.gateway.supabase.realtime.positions.StoredPositions.Noted;
import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The statements on {@code realtime_positions}, for virtual threads. */
final class PositionRows {
    /** How many references a client can use before its row hears of it; see {@link AckTracker}. */
    private static final int REF_BLUR = 16;

    private PositionRows() {}

    /** A client's row: its connection then, and the last event that it provably had. */
    record Found(UUID connection, long seq) {}

    /** Deletes what nobody came back for; gives how many rows that were. */
    static int purge(Database database) {
        return database.query("DELETE FROM realtime_positions WHERE noted_at < now() - interval '7 days'")
                .rowCount();
    }

    /** Keeps the newest words on places. */
    static void store(Database database, Map<Place, Optional<Noted>> words) {
        Columns columns = new Columns();
        List<Long> refs = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        words.forEach((place, word) -> word.ifPresent(noted -> {
            columns.add(place);
            refs.add(noted.ref());
            seqs.add(noted.seq());
        }));
        if (columns.isEmpty()) {
            return;
        }
        // Never back: another node may have taken the row over meanwhile.
        database.query(
                """
                INSERT INTO realtime_positions (login_id, client_name, session_id, connection_id, ref, seq)
                SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[])
                ON CONFLICT (login_id, session_id, connection_id) DO UPDATE
                SET ref = greatest(realtime_positions.ref, EXCLUDED.ref),
                    seq = greatest(realtime_positions.seq, EXCLUDED.seq), noted_at = now()
                """,
                columns.logins.toArray(UUID[]::new),
                columns.names.toArray(String[]::new),
                columns.sessions.toArray(UUID[]::new),
                columns.connections.toArray(UUID[]::new),
                refs.toArray(Long[]::new),
                seqs.toArray(Long[]::new));
    }

    /** Forgets the places that a word without content is on. */
    static void erase(Database database, Map<Place, Optional<Noted>> words) {
        Columns columns = new Columns();
        words.forEach((place, word) -> {
            if (word.isEmpty()) {
                columns.add(place);
            }
        });
        if (columns.isEmpty()) {
            return;
        }
        database.query(
                """
                DELETE FROM realtime_positions p
                USING unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS gone (login_id, session_id, connection_id)
                WHERE p.login_id = gone.login_id AND p.session_id = gone.session_id
                  AND p.connection_id = gone.connection_id
                """,
                columns.logins.toArray(UUID[]::new),
                columns.sessions.toArray(UUID[]::new),
                columns.connections.toArray(UUID[]::new));
    }

    /**
     * Finds where a client was that comes back, and puts its new connection in the old one's place. Of the rows that a client may have left, the one with the highest reference below its own is its: another page of the same
     * login counts differently. When several are about as high, the one that is furthest behind is taken, for to tell something
     * twice is better than not at all. Locked rows are skipped: two pages that come back together find two rows.
     */
    static Optional<Found> claim(Database database, Place place, long ref) {
        OptionalLong below = place.name().isEmpty() ? OptionalLong.of(ref) : OptionalLong.empty();
        for (Row row : database.query(
                """
                WITH found AS (
                    SELECT connection_id, seq FROM realtime_positions
                    WHERE login_id = $1 AND session_id = $3 AND client_name = $2 AND connection_id <> $4 AND ref < $5
                      AND ref > (SELECT max(ref) FROM realtime_positions
                                 WHERE login_id = $1 AND session_id = $3 AND client_name = $2 AND ref < $5) - $6
                    ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED
                ), taken AS (
                    DELETE FROM realtime_positions p USING found
                    WHERE p.login_id = $1 AND p.session_id = $3 AND p.connection_id = found.connection_id
                )
                INSERT INTO realtime_positions (login_id, client_name, session_id, connection_id, ref, seq)
                SELECT $1, $2, $3, $4, $7, seq FROM found
                ON CONFLICT (login_id, session_id, connection_id) DO UPDATE SET seq = EXCLUDED.seq
                RETURNING seq, (SELECT connection_id FROM found) AS connection_id
                """,
                place.login(),
                place.name(),
                place.sessionId(),
                place.connection(),
                below.orElse(Long.MAX_VALUE),
                (long) REF_BLUR,
                ref)) {
            return Optional.of(new Found(row.getUUID("connection_id"), row.getLong("seq")));
        }
        return Optional.empty();
    }

    private static final class Columns {
        private final List<UUID> logins = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<UUID> sessions = new ArrayList<>();
        private final List<UUID> connections = new ArrayList<>();

        void add(Place place) {
            logins.add(place.login());
            names.add(place.name());
            sessions.add(place.sessionId());
            connections.add(place.connection());
        }

        boolean isEmpty() {
            return logins.isEmpty();
        }
    }
}
