package dev.cogo.runtime.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lines of the security log that are not rows yet. A bounded queue: while the database is away it takes what is written in some
 * minutes, and then nothing more. Thread-safe, and never blocks for long.
 */
final class AuditQueue {
    static final int MAX_WAITING = 10_000;

    private final Deque<AuditRow> waiting = new ArrayDeque<>();
    private long dropped;

    synchronized void add(AuditRow row) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(row);
        } else {
            dropped++;
        }
    }

    /** The oldest ones, which stay until they are {@link #remove removed}. */
    synchronized List<AuditRow> oldest(int limit) {
        return waiting.stream().limit(limit).toList();
    }

    /** Forgets rows that are stored. */
    synchronized void remove(List<AuditRow> stored) {
        Set<AuditRow> gone = new HashSet<>(stored);
        while (!waiting.isEmpty() && gone.contains(waiting.getFirst())) {
            waiting.removeFirst();
        }
    }

    /** How many were not taken since the last call. */
    synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
