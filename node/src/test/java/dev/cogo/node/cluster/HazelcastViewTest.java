package dev.cogo.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who owns the partitions while Hazelcast does not know it of all of them. */
class HazelcastViewTest {
    private static final List<String> BEFORE = List.of("a", "b", "c", "b");

    @Test
    void aPartitionWithoutAnOwnerKeepsTheOneBefore() {
        assertThat(HazelcastView.known(List.of("a", "", "c", ""), BEFORE)).isEqualTo(BEFORE);
    }

    @Test
    void whatIsKnownCounts() {
        assertThat(HazelcastView.known(List.of("a", "", "c", "a"), BEFORE)).containsExactly("a", "b", "c", "a");
        assertThat(HazelcastView.known(List.of("a", "a"), List.of())).containsExactly("a", "a");
    }

    @Test
    void withoutChatNodesThereAreNoOwners() {
        assertThat(HazelcastView.known(List.of("", "", "", ""), BEFORE)).isEmpty();
    }

    @Test
    void atFirstAllMustBeKnown() {
        assertThat(HazelcastView.known(List.of("a", ""), List.of())).isEmpty();
    }
}
