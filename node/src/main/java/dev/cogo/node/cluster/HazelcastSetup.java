package dev.cogo.node.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.schema.bus.Role;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Hazelcast as a member that trusts little: one member endpoint and no other door, no discovery but the named seeds or one name, no
 * Java deserialisation beyond what the cluster itself needs, nothing sent home.
 */
final class HazelcastSetup {
    // A frozen node is out after 10 s (default 60), a healed split is merged after 10 s (default 300).
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "2"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
            // A port that refuses connections is a process that has ended: three refusals so far apart are enough.
            Map.entry("hazelcast.connection.monitor.interval", "30"),
            // Whoever asks for a partition without an owner asks again so soon (default: after up to 500 ms), and goes
            // on for two minutes, as by default.
            Map.entry("hazelcast.invocation.retry.pause.millis", "20"),
            Map.entry("hazelcast.invocation.max.retry.count", "6000"),
            // Default: ten minutes.
            Map.entry("hazelcast.graceful.shutdown.max.wait", Long.toString(StopBudget.HANDOVER.toSeconds())),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"));
    // One backup survives the loss of one node; rolling updates on flaky machines lose two.
    private static final int BACKUPS = 2;

    private HazelcastSetup() {}

    static Config config(ClusterConfig cluster, String nodeId, Set<Role> roles) {
        // Starts from the maps that the cluster manager needs.
        Config config = ConfigUtil.loadConfig();
        config.setClusterName("cogo");
        // Who owns a channel's partition is its home, and only the chat role can be one.
        config.setLiteMember(!roles.contains(Role.CHAT));
        config.getMemberAttributeConfig()
                // What the cluster manager expects of a member that it did not make; an id of its own for each start.
                .setAttribute("__vertx.nodeId", UUID.randomUUID().toString())
                .setAttribute(HazelcastView.NODE, nodeId)
                .setAttribute(HazelcastView.ROLES, HazelcastView.names(roles));
        PROPERTIES.forEach(config::setProperty);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getMultiMapConfig("__vertx.subs").setBackupCount(BACKUPS);
        config.getSerializationConfig()
                .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig().setDefaultsDisabled(false));
        config.getSerializationConfig()
                .getJavaSerializationFilterConfig()
                .getWhitelist()
                .addPrefixes("io.vertx.", "io.github.bucket4j.");

        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig()
                .setPort(cluster.memberPort())
                .setPortAutoIncrement(false)
                .setPublicAddress(cluster.host() + ":" + cluster.memberPort());
        endpoint.getInterfaces().setEnabled(true).addInterface(cluster.host());
        config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(endpoint);
        JoinConfig join = config.getAdvancedNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        cluster.dns()
                .ifPresentOrElse(
                        name -> join.getKubernetesConfig()
                                .setEnabled(true)
                                .setProperty("service-dns", name)
                                .setProperty("service-port", Integer.toString(cluster.memberPort())),
                        () -> join.getTcpIpConfig().setEnabled(true).setMembers(cluster.seeds()));
        return config;
    }
}
