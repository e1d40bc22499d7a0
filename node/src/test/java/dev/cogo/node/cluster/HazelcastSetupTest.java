package dev.cogo.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.JoinConfig;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.schema.bus.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HazelcastSetupTest {
    private static JoinConfig join(Optional<String> dns) {
        ClusterConfig cluster =
                new ClusterConfig("10.1.2.3", 5711, 5811, List.of("10.1.2.4:5711"), dns, Optional.empty());
        return HazelcastSetup.config(cluster, "node", Set.of(Role.CHAT))
                .getAdvancedNetworkConfig()
                .getJoin();
    }

    @Test
    void membersAreSeedsOrHaveOneNameAndNothingElseIsTried() {
        JoinConfig seeds = join(Optional.empty());
        assertThat(seeds.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(seeds.getTcpIpConfig().getMembers()).containsExactly("10.1.2.4:5711");
        assertThat(seeds.getKubernetesConfig().isEnabled()).isFalse();

        JoinConfig name = join(Optional.of("members.chat.svc"));
        assertThat(name.getTcpIpConfig().isEnabled()).isFalse();
        assertThat(name.getMulticastConfig().isEnabled()).isFalse();
        assertThat(name.getAutoDetectionConfig().isEnabled()).isFalse();
        // With a name it asks DNS alone, and never the API of Kubernetes.
        assertThat(name.getKubernetesConfig().getProperties())
                .containsEntry("service-dns", "members.chat.svc")
                .containsEntry("service-port", "5711")
                .hasSize(2);
    }
}
