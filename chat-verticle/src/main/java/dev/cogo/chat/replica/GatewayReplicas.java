package dev.cogo.chat.replica;

import dev.cogo.runtime.cluster.Topology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * What gateway nodes have told a home, each its own. A gateway that is gone, silent or begins anew is doubted: what it does not say again
 * within a grace time ends. Not thread-safe, and without any clock of its own.
 */
public final class GatewayReplicas<K, E extends ReplicaEntry> {
    private record Doubt<K, E extends ReplicaEntry>(long end, GatewayReplica<K, E> gateway, int generation) {}

    private final Duration silence;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Map<String, GatewayReplica<K, E>> gateways = new HashMap<>();
    /** In the order of their ends. */
    private final Queue<Doubt<K, E>> doubts = new ArrayDeque<>();

    /**
     * With no gateway yet.
     *
     * @param silence for how long a gateway may say nothing before it counts as gone
     * @param grace for how long the entries of one that is gone still count
     */
    public GatewayReplicas(Duration silence, Duration grace, LongSupplier nanoTime, InstantSource clock) {
        this.silence = silence;
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** The gateway that says something. */
    public GatewayReplica<K, E> heard(String node, boolean anew) {
        GatewayReplica<K, E> gateway = gateways.computeIfAbsent(node, GatewayReplica::new);
        gateway.signOfLife(nanoTime.getAsLong(), clock.instant());
        if (anew) {
            doubt(gateway);
        }
        return gateway;
    }

    /** Takes note of nodes that have gone. */
    public void changed(Topology before, Topology now) {
        for (GatewayReplica<K, E> gateway : gateways.values()) {
            if (before.nodes().contains(gateway.node()) && !now.nodes().contains(gateway.node())) {
                doubt(gateway);
            }
        }
    }

    /** What counts no longer, by the clock; to be removed by the caller. Call it several times a second. */
    public List<E> ended() {
        long now = nanoTime.getAsLong();
        for (GatewayReplica<K, E> gateway : List.copyOf(gateways.values())) {
            if (gateway.fellSilent(now, silence.toNanos())) {
                doubt(gateway);
            }
            if (gateway.isUnused()) {
                gateways.remove(gateway.node());
            }
        }
        List<E> ended = new ArrayList<>();
        while (!doubts.isEmpty() && doubts.peek().end() - now <= 0) {
            Doubt<K, E> doubt = doubts.remove();
            ended.addAll(doubt.gateway().olderThan(doubt.generation()));
        }
        return ended;
    }

    private void doubt(GatewayReplica<K, E> gateway) {
        doubts.add(new Doubt<>(nanoTime.getAsLong() + grace.toNanos(), gateway, gateway.doubt()));
    }
}
