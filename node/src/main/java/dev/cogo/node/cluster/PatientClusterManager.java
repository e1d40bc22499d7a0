package dev.cogo.node.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's cluster manager on a member that may be left without any that keeps data. When a member goes, the manager takes it
 * out of the shared maps and writes its own node's registrations anew. It can't while nobody keeps those maps, and would never
 * come back to it: the node would be deaf for ever. Here that is made up for when such a member comes.
 */
final class PatientClusterManager extends HazelcastClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(PatientClusterManager.class);

    private final HazelcastInstance hazelcast;
    private final List<MembershipEvent> removed = new ArrayList<>();

    PatientClusterManager(HazelcastInstance hazelcast) {
        super(hazelcast);
        this.hazelcast = hazelcast;
    }

    @Override
    public synchronized void memberRemoved(MembershipEvent event) {
        if (DataMembers.present(hazelcast.getCluster())) {
            super.memberRemoved(event);
        } else {
            LOG.warn("no node with the chat role is left; waiting for one");
            removed.add(event);
        }
    }

    @Override
    public synchronized void memberAdded(MembershipEvent event) {
        super.memberAdded(event);
        if (!removed.isEmpty() && DataMembers.present(hazelcast.getCluster())) {
            List<MembershipEvent> late = List.copyOf(removed);
            removed.clear();
            late.forEach(super::memberRemoved);
        }
    }
}
