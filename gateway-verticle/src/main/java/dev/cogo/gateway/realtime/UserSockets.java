package dev.cogo.gateway.realtime;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each user has on this node, whatever event loop they are on. Thread-safe. */
final class UserSockets {
    private final int max;
    private final ConcurrentHashMap<UUID, Integer> counts = new ConcurrentHashMap<>();

    UserSockets(int max) {
        this.max = max;
    }

    /** Counts a connection; false, and not counted, when the user has too many. */
    boolean enter(UUID userId) {
        boolean[] counted = new boolean[1];
        counts.compute(userId, (user, count) -> {
            int before = count == null ? 0 : count;
            counted[0] = before < max;
            return counted[0] ? Integer.valueOf(before + 1) : count;
        });
        return counted[0];
    }

    /** Takes back one {@link #enter}. */
    void leave(UUID userId) {
        counts.computeIfPresent(userId, (user, count) -> count == 1 ? null : count - 1);
    }

    /** How many users are counted. */
    int size() {
        return counts.size();
    }
}
