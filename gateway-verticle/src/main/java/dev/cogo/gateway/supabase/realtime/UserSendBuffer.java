package dev.cogo.gateway.supabase.realtime;

import dev.cogo.gateway.realtime.transport.EventSink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What waits for all connections of a user on an event loop. Frames of this door are often made for one connection alone, so that
 * a user with many that does not read would hold much more memory than elsewhere, where all share one frame. Used on that event
 * loop only.
 */
final class UserSendBuffer {
    /** Up to this a connection need not look at the others of its user. */
    static final int FREE_BYTES = 256 * 1024;

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Map<UUID, Set<EventSink>> connections = new HashMap<>();

    void enter(UUID user, EventSink connection) {
        connections.computeIfAbsent(user, first -> new HashSet<>()).add(connection);
    }

    void leave(UUID user, EventSink connection) {
        connections.computeIfPresent(user, (id, all) -> {
            all.remove(connection);
            return all.isEmpty() ? null : all;
        });
    }

    /** How many more bytes may wait for the user. */
    long room(UUID user) {
        return MAX_BYTES
                - connections.getOrDefault(user, Set.of()).stream()
                        .mapToLong(EventSink::bytesInFlight)
                        .sum();
    }
}
