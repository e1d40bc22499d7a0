package dev.cogo.chat.replica;

import dev.cogo.runtime.cluster.Topology;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which channels are at home at a node, and of which it may not know everything yet because they came lately. */
public final class OwnershipSettling {
    private final String self;
    private final Duration settle;
    /** Of the partitions that came lately, until when they settle. */
    private final Map<Integer, Long> settling = new HashMap<>();

    private Topology topology = Topology.NOBODY;

    /** @param settle for how long a new home knows that it may not know everything yet */
    public OwnershipSettling(String self, Duration settle) {
        this.self = self;
        this.settle = settle;
    }

    public Topology topology() {
        return topology;
    }

    /** Takes note of how the cluster looks; gives the partitions that came and are to settle. */
    public BitSet changed(Topology now, long nanoTime) {
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
    public boolean settled(long nanoTime) {
        return settling.values().removeIf(end -> end - nanoTime <= 0);
    }

    /** Until when the channel settles; null when it has, or is at home elsewhere. */
    public @Nullable Long settlesAt(String channel) {
        return settling.get(partitionOf(channel));
    }

    public boolean isOf(String channel) {
        return topology.homeOf(channel).filter(self::equals).isPresent();
    }

    public int partitionOf(String channel) {
        return topology.partitionOf(channel);
    }
}
