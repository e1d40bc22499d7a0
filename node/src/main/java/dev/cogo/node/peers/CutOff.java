package dev.cogo.node.peers;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which nodes are cut off, by who hears whom: those that have no link in both directions with at least half of the others, unless
 * nobody has more. All nodes come to the same answer from the same facts.
 */
final class CutOff {
    private CutOff() {}

    /** @param hears all nodes that are there, each with those that it hears */
    static Set<String> among(Map<String, Set<String>> hears) {
        Map<String, Set<String>> linked =
                hears.keySet().stream().collect(Collectors.toMap(node -> node, node -> linkedWith(node, hears)));
        // With two nodes neither has more: then the one stays that hears the other, for what it serves is complete.
        String best = hears.keySet().stream()
                .min(Comparator.comparing((String node) -> -linked.get(node).size())
                        .thenComparing(node -> -present(hears.get(node), hears))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        return hears.keySet().stream()
                .filter(node -> 2 * (1 + linked.get(node).size()) <= hears.size())
                .filter(node -> !node.equals(best) && !linked.get(node).contains(best))
                .collect(Collectors.toSet());
    }

    private static Set<String> linkedWith(String node, Map<String, Set<String>> hears) {
        return hears.get(node).stream()
                .filter(other -> !other.equals(node)
                        && hears.getOrDefault(other, Set.of()).contains(node))
                .collect(Collectors.toSet());
    }

    private static long present(Set<String> heard, Map<String, Set<String>> hears) {
        return heard.stream().filter(hears::containsKey).count();
    }
}
