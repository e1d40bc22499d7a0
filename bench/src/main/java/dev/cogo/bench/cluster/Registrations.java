package dev.cogo.bench.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.cogo.bench.process.Nodes;

/** A look at the cluster's registration map, in which each node's consumers on the event bus are. */
final class Registrations {
    private Registrations() {}

    /** How many entries it has. Joins the cluster for that, as a member that owns nothing, and leaves it. */
    static int count(Nodes nodes) {
        Config config = new Config();
        config.setClusterName("cogo").setLiteMember(true);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getJetConfig().setEnabled(false);
        config.getNetworkConfig()
                .setPublicAddress("127.0.0.1")
                .getInterfaces()
                .setEnabled(true)
                .addInterface("127.0.0.1");
        var join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(nodes.members());
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        try {
            if (member.getCluster().getMembers().size() == 1) {
                throw new IllegalStateException("the cluster can't be joined");
            }
            return member.getMultiMap("__vertx.subs").size();
        } finally {
            member.shutdown();
        }
    }
}
