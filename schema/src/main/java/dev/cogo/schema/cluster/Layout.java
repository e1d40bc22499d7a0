package dev.cogo.schema.cluster;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the cluster. Immutable.
 *
 * @param nodes all nodes' ids
 * @param gateways those with the gateway role
 * @param owners the node that owns each partition, by the partition's number; empty while no node with the chat role is there
 */
public record Layout(Set<String> nodes, Set<String> gateways, List<String> owners) {
    public Layout {
        nodes = Set.copyOf(nodes);
        gateways = Set.copyOf(gateways);
        owners = List.copyOf(owners);
    }

    /** The node where the channel's soft state lives; empty while there is none. */
    public Optional<String> homeOf(String channel) {
        return owners.isEmpty() ? Optional.empty() : Optional.of(owners.get(partitionOf(channel)));
    }

    /** The numbers of the partitions whose owner is another than it was before; all of them when there were none. */
    public BitSet movedSince(Layout before) {
        BitSet moved = new BitSet(owners.size());
        for (int partition = 0; partition < owners.size(); partition++) {
            boolean same = partition < before.owners.size()
                    && before.owners.get(partition).equals(owners.get(partition));
            moved.set(partition, !same);
        }
        return moved;
    }

    /** The partition of a channel, the same on every node of a cluster; 0 while there are none. */
    public int partitionOf(String channel) {
        if (owners.isEmpty()) {
            return 0;
        }
        // String.hashCode is specified; the multiplication (Knuth, The Art of Computer Programming 3, section 6.4)
        // spreads
        // the names, whose beginnings are all alike.
        int spread = channel.hashCode() * 0x9E3779B1;
        return Math.floorMod(spread ^ spread >>> 15, owners.size());
    }
}
