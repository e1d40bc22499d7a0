package dev.cogo.gateway.supabase.realtime.positions;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions in the database. After a pause the first is written at once; what changes soon after it goes with the next statement: the
 * arrival of a client within {@value #SHORT_PAUSE_MILLIS} milliseconds, and how far it got within {@value #LONG_PAUSE_MILLIS}. The other
 * gateway nodes hear of that earlier, see {@link PositionGossip}. One for a node; thread-safe.
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
    /** How far a client is, and how far its references were. */
    record Noted(long ref, long seq) {}

    private final Vertx vertx;
    private final PositionGossip news;
    /** What is not kept yet: the newest word on each place; empty to forget it. */
    private Map<Place, Optional<Noted>> dirty = new LinkedHashMap<>();

    private @Nullable Context desk;
    private @Nullable Database database;
    private boolean writing;
    private boolean urgent;
    private long timer = NO_TIMER;
    private long timerDue;
    /** When the next statement may go out. */
    private long restedAt = System.nanoTime();

    public StoredPositions(Vertx vertx, Bus bus, ClusterView cluster) {
        this.vertx = vertx;
        this.news = new PositionGossip(vertx, bus, cluster);
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
        return Contexts.bring(Contexts.call(work, () -> Cost.spend(new Cost(), () -> find(place, ref))), caller)
                .recover(failure -> Future.failedFuture(Failures.of(failure, "positions")));
    }

    @Override
    public void begin(Place place, long ref, long seq) {
        change(place, Optional.of(new Noted(ref, seq)), true);
    }

    @Override
    public void note(Place place, long ref, long seq) {
        change(place, Optional.of(new Noted(ref, seq)), false);
        news.publish(place, seq);
    }

    @Override
    public void forget(Place place) {
        change(place, Optional.empty(), true);
    }

    /** Deletes what nobody came back for. */
    int purge() {
        Database open = database;
        return open == null ? 0 : PositionRows.purge(open);
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
        // A timer that was cancelled too late may fire all the same.
        if (work != null && !writing) {
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
            PositionRows.store(open, now);
            PositionRows.erase(open, now);
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

    private Optional<Long> find(Place place, long ref) {
        Database open = database;
        if (open == null) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "positions are away, try again");
        }
        return PositionRows.claim(open, place, ref)
                .map(found -> Math.max(found.seq(), news.positionOf(place.sessionId(), found.connection())));
    }
}
