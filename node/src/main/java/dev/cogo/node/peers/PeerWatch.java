package dev.cogo.node.peers;

import dev.cogo.node.cluster.Cluster;
import dev.cogo.node.health.Probe;
import dev.cogo.runtime.health.HealthCheck;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node is heard by the others and hears them. A node that is cut off goes on as if it were alone: what it is asked
 * it does itself, with the database, and its listeners are given what the database has. The others go on without it. Neither
 * waits for answers that can't come.
 */
public final class PeerWatch implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
    /** Looks in a row that must find a node well before it counts again. */
    private static final int SURE = 3;
    /** Between two looks; who was asleep longer has heard nothing, and that says nothing. */
    private static final Duration ASLEEP = Duration.ofMillis(2500);

    private final Cluster cluster;
    private final String self;
    private final BusBeats beats;
    private final NodeRegister register;
    /** The nodes that are left out, and how often in a row they were found well since. */
    private final Map<String, Integer> leftOut = new HashMap<>();

    private Set<String> there = Set.of();
    private long lookedAt = System.nanoTime();

    public PeerWatch(Cluster cluster, Probe database) {
        this.cluster = cluster;
        this.self = cluster.view().self();
        this.beats = new BusBeats(cluster);
        this.register = new NodeRegister(database);
        beats.start();
    }

    @Override
    public String name() {
        return "bus";
    }

    /** One at a time. */
    @Override
    public Future<Void> look() {
        long now = System.nanoTime();
        if (now - lookedAt > ASLEEP.toNanos()) {
            beats.forgive();
        }
        lookedAt = now;
        return register.sign(self, beats.heard(others())).compose(hears -> {
            there = hears.keySet();
            judge(CutOff.among(hears));
            return leftOut.containsKey(self)
                    ? Future.failedFuture("other nodes are there by the database, and this one is cut off from them")
                    : Future.succeededFuture();
        });
    }

    private Set<String> others() {
        Set<String> others = new HashSet<>(there);
        others.addAll(cluster.others());
        others.remove(self);
        return others;
    }

    private void judge(Set<String> cutOff) {
        Set<String> before = Set.copyOf(leftOut.keySet());
        for (String node : before) {
            // Who is not there has ended, or is Hazelcast's to tell of.
            if (!cutOff.contains(node) && (leftOut.merge(node, 1, Integer::sum) >= SURE)) {
                leftOut.remove(node);
            }
        }
        cutOff.forEach(node -> leftOut.put(node, 0));
        if (!leftOut.keySet().equals(before)) {
            LOG.warn("nodes that are cut off on the bus: {}", leftOut.isEmpty() ? "none any more" : leftOut.keySet());
            cluster.leaveOut(Set.copyOf(leftOut.keySet()));
        }
    }
}
