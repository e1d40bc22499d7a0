package dev.cogo.gateway.limits;

import java.util.concurrent.ConcurrentHashMap;

/** How many of something each of many has at this moment, none more than so many. Thread-safe. */
public final class Counts<K> {
    private final int max;
    private final ConcurrentHashMap<K, Integer> counts = new ConcurrentHashMap<>();

    public Counts(int max) {
        this.max = max;
    }

    /** Counts one more; false, and not counted, when there are too many. */
    public boolean enter(K whose) {
        boolean[] counted = new boolean[1];
        counts.compute(whose, (key, count) -> {
            int before = count == null ? 0 : count;
            counted[0] = before < max;
            return counted[0] ? Integer.valueOf(before + 1) : count;
        });
        return counted[0];
    }

    /** Takes back one {@link #enter}. */
    public void leave(K whose) {
        counts.computeIfPresent(whose, (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many are counted for. */
    public int size() {
        return counts.size();
    }
}
