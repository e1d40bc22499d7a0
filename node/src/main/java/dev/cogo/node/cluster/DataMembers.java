package dev.cogo.node.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The members that keep a cluster's data: the nodes with the chat role. Without any, no map can be used. */
final class DataMembers {
    private static final Logger LOG = LoggerFactory.getLogger(DataMembers.class);

    private DataMembers() {}

    static boolean present(Cluster cluster) {
        return cluster.getMembers().stream().anyMatch(member -> !member.isLiteMember());
    }

    /** Waits for the first one; false when none comes in time, or the thread is interrupted. */
    static boolean await(HazelcastInstance hazelcast, Duration patience) {
        CountDownLatch came = new CountDownLatch(1);
        Cluster cluster = hazelcast.getCluster();
        UUID listener = cluster.addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                if (!event.getMember().isLiteMember()) {
                    came.countDown();
                }
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                // Whoever is left can't be the first to come.
            }
        });
        try {
            if (present(cluster)) {
                return true;
            }
            LOG.info("waiting for a node with the chat role, which this one can't do without");
            return came.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            cluster.removeMembershipListener(listener);
        }
    }
}
