package dev.cogo.chat.presence;

import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.channel.Channel;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which sessions are at home at a node, and of which it may not know everything yet because they came lately. */
final class OwnershipSettling {
    private final String self;
    private final Duration settle;
    /** Of the partitions that came lately, until when they settle. */
    private final Map<Integer, Long> settling = new HashMap<>();

    private Topology topology = Topology.NOBODY;

    OwnershipSettling(String self, Duration settle) {
        this.self = self;
        this.settle = settle;
    }

    Topology topology() {
        return topology;
    }

    /** Takes note of how the cluster looks; gives the partitions that came and are to settle. */
    BitSet changed(Topology now, long nanoTime) {
        // Who is the first one in the cluster need not wait for what others may have told before.
        boolean first = topology.owners().isEmpty() && Set.of(self).containsAll(now.nodes());
        BitSet came = now.movedSince(topology);
        topology = now;
        settling.keySet().removeIf(came::get);
        for (int partition = 0; partition < now.owners().size(); partition++) {
            if (first || !now.owners().get(partition).equals(self)) {
                came.clear(partition);
            }
        }
        came.stream().forEach(partition -> settling.put(partition, nanoTime + settle.toNanos()));
        return came;
    }

    /** Whether some have settled just now. */
    boolean settled(long nanoTime) {
        return settling.values().removeIf(end -> end - nanoTime <= 0);
    }

    /** Until when the session settles; null when it has, or is at home elsewhere. */
    @Nullable
    Long settlesAt(UUID sessionId) {
        return settling.get(partitionOf(sessionId));
    }

    boolean isOf(UUID sessionId) {
        return topology.homeOf(nameOf(sessionId)).filter(self::equals).isPresent();
    }

    int partitionOf(UUID sessionId) {
        return topology.partitionOf(nameOf(sessionId));
    }

    private static String nameOf(UUID sessionId) {
        return new Channel.OfSession(sessionId).name();
    }
}
