package dev.cogo.runtime.cluster;

import dev.cogo.schema.bus.Role;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One look at the cluster. Immutable.
 *
 * @param roles all nodes' ids, and what each may do
 * @param owners the node that owns each partition, by the partition's number; empty while no node with the chat role is there
 */
public record Topology(Map<String, Set<Role>> roles, List<String> owners) {
    /** Nobody is there. */
    public static final Topology NOBODY = new Topology(Map.of(), List.of());

    public Topology {
        roles = roles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, node -> Set.copyOf(node.getValue())));
        owners = List.copyOf(owners);
    }

    /** Nodes that all have every role. */
    public static Topology alike(Set<String> nodes, List<String> owners) {
        Set<Role> all = Set.of(Role.values());
        return new Topology(nodes.stream().collect(Collectors.toMap(Function.identity(), node -> all)), owners);
    }

    /** All nodes' ids. */
    public Set<String> nodes() {
        return roles.keySet();
    }

    /** Whether a node is there and has a role. */
    public boolean has(String node, Role role) {
        return roles.getOrDefault(node, Set.of()).contains(role);
    }

    /** The nodes that have a role. */
    public Set<String> with(Role role) {
        return roles.entrySet().stream()
                .filter(node -> node.getValue().contains(role))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The node where the channel's soft state lives; empty while there is none. */
    public Optional<String> homeOf(String channel) {
        return owners.isEmpty() ? Optional.empty() : Optional.of(owners.get(partitionOf(channel)));
    }

    /** The numbers of the partitions whose owner is another than it was before; all of them when there were none. */
    public BitSet movedSince(Topology before) {
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
