package dev.cogo.node.cluster;

import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.bus.Role;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A layout without nodes that can't be worked with though they are members. */
final class ReducedTopology {
    private ReducedTopology() {}

    /**
     * What is left. Their partitions go to the other chat nodes, by the same rule on every node; a node that is left out itself is
     * alone, and at home for every channel if it has the chat role.
     */
    static Topology without(Set<String> leftOut, Topology all, String self) {
        if (Collections.disjoint(leftOut, all.nodes())) {
            return all;
        }
        Map<String, Set<Role>> roles = new HashMap<>(all.roles());
        if (leftOut.contains(self)) {
            roles.keySet().retainAll(Set.of(self));
        } else {
            roles.keySet().removeAll(leftOut);
        }
        List<String> chat = roles.keySet().stream()
                .filter(node -> all.has(node, Role.CHAT))
                .sorted()
                .toList();
        return new Topology(roles, owners(all.owners(), roles.keySet(), chat));
    }

    private static List<String> owners(List<String> before, Set<String> nodes, List<String> chat) {
        return chat.isEmpty()
                ? List.of()
                : IntStream.range(0, before.size())
                        .mapToObj(partition -> nodes.contains(before.get(partition))
                                ? before.get(partition)
                                : chat.get(partition % chat.size()))
                        .toList();
    }
}
