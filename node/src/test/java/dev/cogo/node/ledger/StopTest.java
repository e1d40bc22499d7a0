package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.config.Setting;
import dev.cogo.runtime.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with any roles, alone and in a cluster, that are asked to stop. */
class StopTest {
    /** Many times what it takes; an orchestrator gives 30 seconds before it kills. */
    private static final Duration SOON = Duration.ofSeconds(25);

    private static final List<Map<Setting, String>> NODES = List.of(
            inCluster("gateway,chat,ai,agent-bridge,archive"),
            inCluster("gateway"),
            inCluster("chat"),
            inCluster("ai"),
            inCluster("agent-bridge"),
            inCluster("archive"),
            Map.of(Setting.ROLES, "chat,ai,agent-bridge,archive", Setting.CLUSTER, "false"));

    @Test
    void eachStopsInOrderWhateverItsRoles(@TempDir Path directory) {
        try (TestSystem system = TestSystem.start(directory, NODES, nodes -> nodes.forEach(NodeProcess::launch))) {
            List<NodeProcess> all = system.nodes();
            // The last one with the chat role goes when the others that need it are gone.
            List<NodeProcess> first = all.subList(1, all.size());
            first.forEach(NodeProcess::askToStop);
            first.forEach(StopTest::stopsInOrder);
            all.getFirst().askToStop();
            stopsInOrder(all.getFirst());
        }
    }

    private static void stopsInOrder(NodeProcess node) {
        Eventually.until(() -> node + " to stop" + node.complaints(), SOON, () -> !node.isAlive());
        assertThat(node.hasSaid(" Node: stopped"))
                .as(node + " in order" + node.complaints())
                .isTrue();
        assertThat(node.hasSaid("RejectedExecutionException"))
                .as(node.complaints())
                .isFalse();
    }

    private static Map<Setting, String> inCluster(String roles) {
        return Map.of(Setting.ROLES, roles);
    }
}
