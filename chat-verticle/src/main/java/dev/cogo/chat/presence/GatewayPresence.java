package dev.cogo.chat.presence;

import dev.cogo.chat.home.ReplicaCheck;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A gateway node and what it has said to this home. Doubting it begins a new generation: what it says again belongs to that one,
 * and what is left of the older ones ends after a while.
 */
final class GatewayPresence {
    /** A user in a session. */
    record Place(UUID userId, UUID sessionId) {}

    private final String node;
    private final Map<Place, PresenceEntry> entries = new HashMap<>();
    private int generation;
    private final ReplicaCheck check = new ReplicaCheck();
    private long heardNanos;
    private Instant heardAt = Instant.EPOCH;
    private boolean silent;

    GatewayPresence(String node) {
        this.node = node;
    }

    String node() {
        return node;
    }

    void signOfLife(long nanoTime, Instant now) {
        heardNanos = nanoTime;
        heardAt = now;
        silent = false;
    }

    /** When it last said anything. */
    Instant heardAt() {
        return heardAt;
    }

    /** Whether it has been silent for so long, and this is the first question since. */
    boolean fellSilent(long nanoTime, long patienceNanos) {
        if (silent || nanoTime - heardNanos < patienceNanos) {
            return false;
        }
        silent = true;
        return true;
    }

    /** Whether nothing is known of it and nothing comes from it. */
    boolean isUnused() {
        return silent && entries.isEmpty();
    }

    @Nullable
    PresenceEntry get(Place place) {
        return entries.get(place);
    }

    void put(Place place, PresenceEntry entry) {
        entries.put(place, entry);
    }

    /** The entry counts as said now. */
    void confirm(PresenceEntry entry) {
        if (entry.generation() != generation) {
            entry.confirm(generation);
            check.add(entry.hash());
        }
    }

    void remove(Place place) {
        PresenceEntry entry = entries.remove(place);
        if (entry != null && entry.generation() == generation) {
            check.remove(entry.hash());
        }
    }

    /** Nothing of what it said counts from now on unless it says it again; the generation that begins. */
    int doubt() {
        generation++;
        check.clear();
        return generation;
    }

    /** What was last said before this generation. */
    List<PresenceEntry> olderThan(int since) {
        return entries.values().stream()
                .filter(entry -> entry.generation() < since)
                .toList();
    }

    /** Whether this home and the gateway, which believes so, have differed for long enough. */
    boolean differs(int itsCount, long itsHash) {
        return check.differs(itsCount, itsHash);
    }
}
