package dev.cogo.chat.replica;

import dev.cogo.chat.home.ReplicaCheck;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway node and what it has said to this home. Doubting it begins a new generation: what it says again belongs to that one,
 * and what is left of the older ones ends after a while.
 *
 * @param <K> names an entry
 */
public final class GatewayReplica<K, E extends ReplicaEntry> {
    private final String node;
    private final Map<K, E> entries = new HashMap<>();
    private int generation;
    private final ReplicaCheck check = new ReplicaCheck();
    private long heardNanos;
    private Instant heardAt = Instant.EPOCH;
    private boolean silent;

    GatewayReplica(String node) {
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
    public Instant heardAt() {
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

    public @Nullable E get(K key) {
        return entries.get(key);
    }

    public void put(K key, E entry) {
        entries.put(key, entry);
    }

    /** The entry counts as said now. */
    public void confirm(E entry) {
        if (entry.generation() != generation) {
            entry.confirm(generation);
            check.add(entry.hash());
        }
    }

    public void remove(K key) {
        E entry = entries.remove(key);
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
    List<E> olderThan(int since) {
        return entries.values().stream()
                .filter(entry -> entry.generation() < since)
                .toList();
    }

    /** Whether this home and the gateway, which believes so, have differed for long enough. */
    public boolean differs(int itsCount, long itsHash) {
        return check.differs(itsCount, itsHash);
    }
}
