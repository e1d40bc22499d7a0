package dev.cogo.node.status;

import java.util.HashMap;
import java.util.Map;

/** How fast totals grow, from one look to the next. For one thread at a time. */
final class Rates {
    private final Map<String, Double> before = new HashMap<>();
    private long lookedAt;
    private double seconds;

    /** Begins a look. */
    void look(long nanoTime) {
        seconds = lookedAt == 0 ? 0 : (nanoTime - lookedAt) / 1e9;
        lookedAt = nanoTime;
    }

    /** What a total has grown by in a second since the last look; 0 at the first one. */
    double perSecond(String name, double total) {
        Double earlier = before.put(name, total);
        return earlier == null || seconds <= 0 ? 0 : Math.max(0, total - earlier) / seconds;
    }
}
