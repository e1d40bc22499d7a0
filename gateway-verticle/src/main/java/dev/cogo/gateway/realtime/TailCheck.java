package dev.cogo.gateway.realtime;

import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Compares quiet channels with the database from time to time: when the last event of a channel was lost, nothing that comes by
 * the bus would tell. A channel on which an event came since the last look needs none, for a later event shows the gap. The
 * questions of a node at one time are bounded, so with very many quiet channels a round takes longer. Used on the registry's
 * event loop only.
 */
final class TailCheck {
    private static final int TICKS = 20;

    private final Vertx vertx;
    private final RealtimeLimits.Order limits;
    /** When each channel was looked at last, the longest ago first. */
    private final Map<TimelineOrder, Long> checkedAt = new LinkedHashMap<>();

    private long timer = -1;
    private int asking;

    TailCheck(Vertx vertx, RealtimeLimits.Order limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    void start() {
        timer = vertx.setPeriodic(Math.max(1, limits.tailCheck().toMillis() / TICKS), tick -> tick());
    }

    void stop() {
        vertx.cancelTimer(timer);
        checkedAt.clear();
    }

    void add(TimelineOrder order) {
        // Somewhere in the past interval: channels that were opened together are not looked at together for ever.
        long spread = ThreadLocalRandom.current().nextLong(limits.tailCheck().toNanos());
        checkedAt.put(order, System.nanoTime() - spread);
    }

    void remove(TimelineOrder order) {
        checkedAt.remove(order);
    }

    private void tick() {
        long now = System.nanoTime();
        // Each is looked at once in a tick at most: it moves to the end with the present time.
        while (asking < limits.maxTailChecks() && !checkedAt.isEmpty()) {
            Iterator<Map.Entry<TimelineOrder, Long>> all = checkedAt.entrySet().iterator();
            Map.Entry<TimelineOrder, Long> oldest = all.next();
            if (now - oldest.getValue() < limits.tailCheck().toNanos()) {
                return;
            }
            TimelineOrder order = oldest.getKey();
            all.remove();
            checkedAt.put(order, now);
            asking++;
            order.check().onComplete(done -> asking--);
        }
    }
}
