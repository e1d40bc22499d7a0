package dev.cogo.node.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.ReplicaMigrationEvent;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.bus.Role;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster as this node's Hazelcast member knows it. Nodes without the chat role are lite members and own no partition, so
 * every owner is a chat node. Hazelcast tells of members and of partitions that were moved, but not of those whose backup took
 * over; so the table is looked at from time to time, too.
 */
final class HazelcastView implements ClusterView {
    /** Ours and not the member's UUID: that one changes when a split cluster is merged. */
    static final String NODE = "cogo.node";

    static final String ROLES = "cogo.roles";

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastView.class);
    private static final long LOOK_MILLIS = 250;
    /** While partitions belong to nobody who is there. */
    private static final long LOOK_AGAIN_MILLIS = 25;

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final String self;
    private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
    // Changes are told in their order.
    private final ReentrantLock telling = new ReentrantLock();
    private final UUID membersListener;
    private final UUID movesListener;
    /** As Hazelcast has it. */
    private volatile Topology members;

    private volatile Set<String> leftOut = Set.of();
    private volatile Topology topology;
    private final long lookTimer;
    private volatile boolean lookingAgain;
    private volatile boolean closed;

    HazelcastView(Vertx vertx, HazelcastInstance hazelcast) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.self = nodeOf(hazelcast.getCluster().getLocalMember());
        this.members = look(List.of());
        this.topology = members;
        this.membersListener = hazelcast.getCluster().addMembershipListener(new Members());
        this.movesListener = hazelcast.getPartitionService().addMigrationListener(new Moves());
        this.lookTimer = vertx.setPeriodic(LOOK_MILLIS, tick -> lookSoon());
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void onChange(Consumer<Topology> listener) {
        listeners.add(listener);
    }

    /** The other members, by their node ids. */
    Set<String> others() {
        Set<String> others = new HashSet<>(members.nodes());
        others.remove(self);
        return others;
    }

    /** See {@code Cluster.leaveOut}. */
    void leaveOut(Set<String> nodes) {
        leftOut = Set.copyOf(nodes);
        lookSoon();
    }

    /** Looks no more, before Vert.x is closed. */
    void close() {
        closed = true;
        vertx.cancelTimer(lookTimer);
        hazelcast.getCluster().removeMembershipListener(membersListener);
        hazelcast.getPartitionService().removeMigrationListener(movesListener);
    }

    // Asking for owners may make Hazelcast deal out the partitions first, which blocks.
    private void lookSoon() {
        if (closed) {
            return;
        }
        vertx.executeBlocking(() -> {
                    lookAgain();
                    return null;
                })
                .onFailure(failure -> LOG.debug("the cluster can't be looked at: {}", failure.toString()));
    }

    private void lookAgain() {
        telling.lock();
        try {
            Topology found = look(members.owners());
            members = found;
            Topology now = ReducedTopology.without(leftOut, found, self);
            if (!now.equals(topology)) {
                topology = now;
                listeners.forEach(listener -> listener.accept(now));
            }
            if (!found.nodes().containsAll(found.owners()) && !lookingAgain) {
                lookingAgain = true;
                vertx.setTimer(LOOK_AGAIN_MILLIS, tick -> {
                    lookingAgain = false;
                    lookSoon();
                });
            }
        } finally {
            telling.unlock();
        }
    }

    private Topology look(List<String> before) {
        Cluster cluster = hazelcast.getCluster();
        Map<String, Set<Role>> nodes = new HashMap<>();
        for (Member member : cluster.getMembers()) {
            nodes.put(nodeOf(member), rolesOf(member));
        }
        return new Topology(nodes, owners(before));
    }

    private List<String> owners(List<String> before) {
        return known(
                hazelcast.getPartitionService().getPartitions().stream()
                        .sorted(Comparator.comparingInt(Partition::getPartitionId))
                        .map(Partition::getOwner)
                        .map(owner -> owner == null ? "" : nodeOf(owner))
                        .toList(),
                before);
    }

    /**
     * The owners as far as they are known. When a node has died, its partitions have no owner for a moment, and go on with the one
     * before: without that all the others would seem to be lost and found again, and everything be announced anew.
     *
     * @param now an empty name where there is no owner
     */
    static List<String> known(List<String> now, List<String> before) {
        boolean nobody = now.stream().allMatch(String::isEmpty);
        boolean gaps = now.contains("");
        if (nobody || (gaps && before.size() != now.size())) {
            return List.of();
        }
        return IntStream.range(0, now.size())
                .mapToObj(partition -> now.get(partition).isEmpty() ? before.get(partition) : now.get(partition))
                .toList();
    }

    private static String nodeOf(Member member) {
        return String.valueOf(member.getAttribute(NODE));
    }

    /** Those that this version knows. */
    private static Set<Role> rolesOf(Member member) {
        return Arrays.stream(String.valueOf(member.getAttribute(ROLES)).split(","))
                .map(Role::ofConfigName)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** A member's roles as the attribute {@link #ROLES}. */
    static String names(Set<Role> roles) {
        return roles.stream().map(Role::configName).collect(Collectors.joining(","));
    }

    private final class Members implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            lookSoon();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            lookSoon();
        }
    }

    private final class Moves implements MigrationListener {
        @Override
        public void migrationStarted(MigrationState state) {
            // The owners are still the old ones.
        }

        @Override
        public void migrationFinished(MigrationState state) {
            lookSoon();
        }

        @Override
        public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
            if (event.getReplicaIndex() == 0) {
                lookSoon();
            }
        }

        @Override
        public void replicaMigrationFailed(ReplicaMigrationEvent event) {
            // The owners are still the old ones.
        }
    }
}
