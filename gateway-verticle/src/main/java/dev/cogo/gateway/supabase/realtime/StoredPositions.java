package dev.cogo.gateway.supabase.realtime;

import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.bus.Cost;
import dev.cogo.schema.cluster.ClusterView;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.error.Failures;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions in the database. After a pause the first is written at once; what changes soon after it goes with the next statement: the
 * arrival of a client within {@value #SHORT_PAUSE_MILLIS} milliseconds, and how far it got within {@value #LONG_PAUSE_MILLIS}. The other
 * gateway nodes hear of that earlier, see {@link PositionNews}. One for a node; thread-safe.
 */
public final class StoredPositions implements Positions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPositions.class);
    private static final int MAX_ROWS = 1000;
    /** What a node may write at most, so that a storm of positions leaves the database to the messages. */
    private static final int ROWS_PER_MILLI = 5;
    /** Between two statements: what comes meanwhile goes together, for a statement costs more than many rows in it. */
    private static final int SHORT_PAUSE_MILLIS = 25;

    private static final int LONG_PAUSE_MILLIS = 250;
    private static final long NO_TIMER = -1;
    /** How many references a client can use before its row hears of it; see {@link Receipts}. */
    private static final int REF_BLUR = 16;

    private record Noted(long ref, long seq) {}

    private final Vertx vertx;
    private final PositionNews news;
    /** What is not kept yet: the newest word on each place; empty to forget it. */
    private Map<Place, Optional<Noted>> dirty = new LinkedHashMap<>();

    private @Nullable Context desk;
    private @Nullable Database database;
    private boolean writing;
    private boolean urgent;
    private long timer = NO_TIMER;
    private long timerDue;
    private long restedAt = System.nanoTime();

    public StoredPositions(Vertx vertx, Bus bus, ClusterView cluster) {
        this.vertx = vertx;
        this.news = new PositionNews(vertx, bus, cluster);
    }

    /** Begins to work, on a virtual-thread context. Completes when the whole cluster knows. */
    Future<Void> open(Context virtualThreads, Database opened) {
        synchronized (this) {
            desk = virtualThreads;
            database = opened;
        }
        return news.open();
    }

    /** Keeps what is not kept yet, and ends. On the virtual-thread context. */
    void close() {
        synchronized (this) {
            desk = null;
        }
        writeSome();
        news.close();
    }

    @Override
    public Future<Optional<Long>> resume(Place place, long ref) {
        Context work;
        synchronized (this) {
            work = desk;
        }
        if (work == null) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "positions are away, try again"));
        }
        Context caller = vertx.getOrCreateContext();
        Promise<Optional<Long>> found = Promise.promise();
        work.runOnContext(go -> {
            try {
                Optional<Long> seq = Cost.spend(new Cost(), () -> take(place, ref));
                caller.runOnContext(back -> found.complete(seq));
            } catch (Throwable e) { // await also throws checked exceptions, such as a refused connection's
                CogoException failure = Failures.of(e, "positions");
                caller.runOnContext(back -> found.fail(failure));
            }
        });
        return found.future();
    }

    @Override
    public void begin(Place place, long ref, long seq) {
        change(place, Optional.of(new Noted(ref, seq)), true);
    }

    @Override
    public void note(Place place, long ref, long seq) {
        change(place, Optional.of(new Noted(ref, seq)), false);
        news.tell(place, seq);
    }

    @Override
    public void forget(Place place) {
        change(place, Optional.empty(), true);
    }

    /** Deletes what nobody came back for. */
    int purge() {
        Database open = database;
        return open == null
                ? 0
                : open.query("DELETE FROM realtime_positions WHERE noted_at < now() - interval '7 days'")
                        .rowCount();
    }

    private synchronized void change(Place place, Optional<Noted> word, boolean soon) {
        dirty.put(place, word);
        urgent |= soon;
        writeSoon();
    }

    private synchronized void writeSoon() {
        if (writing || desk == null || dirty.isEmpty()) {
            return;
        }
        long due = restedAt + TimeUnit.MILLISECONDS.toNanos(urgent ? 0 : LONG_PAUSE_MILLIS - SHORT_PAUSE_MILLIS);
        if (timer != NO_TIMER) {
            if (timerDue - due <= 0) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        timerDue = due;
        timer = vertx.setTimer(
                Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())), now -> writeOnDesk());
    }

    private synchronized void writeOnDesk() {
        timer = NO_TIMER;
        Context work = desk;
        if (work != null) {
            writing = true;
            urgent = false;
            work.runOnContext(go -> write());
        }
    }

    private void write() {
        int rows = writeSome();
        long rest = Math.max(SHORT_PAUSE_MILLIS, rows / ROWS_PER_MILLI);
        synchronized (this) {
            writing = false;
            urgent |= dirty.size() >= MAX_ROWS;
            restedAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rest);
            writeSoon();
        }
    }

    private int writeSome() {
        Map<Place, Optional<Noted>> now = takeDirty();
        Database open = database;
        if (now.isEmpty() || open == null) {
            return 0;
        }
        try {
            store(open, now);
            erase(open, now);
        } catch (RuntimeException e) {
            // A client that comes back before its next event is told a little twice.
            LOG.warn("{} positions of clients could not be kept: {}", now.size(), e.toString());
        }
        return now.size();
    }

    private synchronized Map<Place, Optional<Noted>> takeDirty() {
        if (dirty.size() <= MAX_ROWS) {
            Map<Place, Optional<Noted>> all = dirty;
            dirty = new LinkedHashMap<>();
            return all;
        }
        Map<Place, Optional<Noted>> some = new LinkedHashMap<>();
        var each = dirty.entrySet().iterator();
        while (some.size() < MAX_ROWS) {
            var next = each.next();
            some.put(next.getKey(), next.getValue());
            each.remove();
        }
        return some;
    }

    private static void store(Database database, Map<Place, Optional<Noted>> words) {
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

    private static void erase(Database database, Map<Place, Optional<Noted>> words) {
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
     * Of the rows that a client may have left, the one with the highest reference below its own is its: another page of the same
     * login counts differently. When several are about as high, the one that is furthest behind is taken, for to tell something
     * twice is better than not at all. Locked rows are skipped: two pages that come back together find two rows.
     */
    private Optional<Long> take(Place place, long ref) {
        Database open = database;
        if (open == null) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "positions are away, try again");
        }
        OptionalLong below = place.name().isEmpty() ? OptionalLong.of(ref) : OptionalLong.empty();
        for (Row row : open.query(
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
            return Optional.of(
                    Math.max(row.getLong("seq"), news.heard(place.sessionId(), row.getUUID("connection_id"))));
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
