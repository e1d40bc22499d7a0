package dev.cogo.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.bus.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReducedTopologyTest {
    private static final Topology ALL = Topology.alike(Set.of("a", "b", "c"), List.of("a", "b", "c", "b"));

    @Test
    void withoutAnyLeftOutItIsTheSame() {
        assertThat(ReducedTopology.without(Set.of("gone"), ALL, "a")).isSameAs(ALL);
    }

    @Test
    void thePartitionsOfOneThatIsLeftOutGoToTheOthers() {
        Topology left = ReducedTopology.without(Set.of("b"), ALL, "a");
        assertThat(left.nodes()).containsExactlyInAnyOrder("a", "c");
        assertThat(left.owners()).containsExactly("a", "c", "c", "c");
        assertThat(ReducedTopology.without(Set.of("b"), ALL, "c"))
                .as("on every node")
                .isEqualTo(left);
    }

    @Test
    void whoIsLeftOutIsAtHomeForAll() {
        Topology alone = ReducedTopology.without(Set.of("b"), ALL, "b");
        assertThat(alone.nodes()).containsExactly("b");
        assertThat(alone.owners()).containsExactly("b", "b", "b", "b");
    }

    @Test
    void aNodeWithoutTheChatIsAtHomeForNothing() {
        Topology split = new Topology(Map.of("a", Set.of(Role.GATEWAY), "b", Set.of(Role.CHAT)), List.of("b", "b"));
        assertThat(ReducedTopology.without(Set.of("a"), split, "a").owners()).isEmpty();
        assertThat(ReducedTopology.without(Set.of("b"), split, "a").owners()).isEmpty();
    }
}
