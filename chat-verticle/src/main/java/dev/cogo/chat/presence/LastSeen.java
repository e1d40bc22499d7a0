package dev.cogo.chat.presence;

import dev.cogo.runtime.database.Database;
import io.vertx.core.Context;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores when users were last on a channel, some seconds later and many at a time. What waits is lost with the node. Thread-safe.
 */
final class LastSeen {
    private static final Logger LOG = LoggerFactory.getLogger(LastSeen.class);
    private static final int MAX_WAITING = 50_000;
    private static final int BATCH = 1000;

    // In the order of the ids: two homes that store at once must not wait for each other in a circle. Only of members:
    // whoever was erased is none, and must not come back by this.
    private static final String STORE = """
            INSERT INTO user_last_seen (user_id, last_seen)
            SELECT u.id, u.seen FROM unnest($1::uuid[], $2::timestamptz[]) AS u (id, seen)
            WHERE EXISTS (SELECT FROM session_members m WHERE m.user_id = u.id)
            ORDER BY u.id
            ON CONFLICT (user_id) DO UPDATE SET last_seen = excluded.last_seen
            WHERE user_last_seen.last_seen < excluded.last_seen""";

    private final Context context;
    private final Database database;
    private final Map<UUID, Instant> waiting = new HashMap<>();
    private boolean storing;
    private long dropped;

    /** @param context of a virtual-thread verticle, where the database is written */
    LastSeen(Context context, Database database) {
        this.context = context;
        this.database = database;
    }

    synchronized void note(UUID userId, Instant when) {
        if (waiting.size() < MAX_WAITING || waiting.containsKey(userId)) {
            waiting.merge(userId, when, (before, now) -> before.isAfter(now) ? before : now);
        } else {
            dropped++;
        }
    }

    /** Begins to store what waits. */
    void store() {
        synchronized (this) {
            if (storing || waiting.isEmpty()) {
                return;
            }
            storing = true;
        }
        context.runOnContext(go -> {
            storeAll();
            synchronized (this) {
                storing = false;
            }
        });
    }

    /** Stores what waits, on a virtual thread; what can't be stored waits on. */
    void storeAll() {
        for (Map<UUID, Instant> batch = drain(); !batch.isEmpty(); batch = drain()) {
            List<Map.Entry<UUID, Instant>> rows = List.copyOf(batch.entrySet());
            try {
                database.query(
                        STORE,
                        rows.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
                        rows.stream()
                                .map(row -> row.getValue().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new));
            } catch (Throwable e) { // await also throws checked exceptions
                LOG.warn("when {} users were last seen is not stored yet: {}", rows.size(), e.toString());
                batch.forEach(this::note);
                return;
            }
        }
    }

    private synchronized Map<UUID, Instant> drain() {
        if (dropped > 0) {
            LOG.warn("when {} users were last seen is not stored: more than {} were waiting", dropped, MAX_WAITING);
            dropped = 0;
        }
        Map<UUID, Instant> batch = new HashMap<>();
        var all = waiting.entrySet().iterator();
        while (batch.size() < BATCH && all.hasNext()) {
            var next = all.next();
            batch.put(next.getKey(), next.getValue());
            all.remove();
        }
        return batch;
    }
}
