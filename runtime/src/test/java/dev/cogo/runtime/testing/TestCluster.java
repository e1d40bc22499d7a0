package dev.cogo.runtime.testing;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A cluster that looks as a test says, to nodes that may all be in one Vert.x. Every node has every role. Thread-safe. */
public final class TestCluster {
    private static final int PARTITIONS = 17;

    private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
    private volatile Topology topology;

    public TestCluster(String... nodes) {
        topology = of(nodes);
    }

    public Topology topology() {
        return topology;
    }

    /** Has the cluster consist of these nodes, and tells everybody. The partitions are dealt out in turn. */
    public void become(String... nodes) {
        become(of(nodes));
    }

    /** Has the cluster look so, and tells everybody. */
    public void become(Topology now) {
        topology = now;
        listeners.forEach(listener -> listener.accept(now));
    }

    /** The view of one of the nodes. */
    public ClusterView seenBy(String node) {
        return new ClusterView() {
            @Override
            public String self() {
                return node;
            }

            @Override
            public Topology topology() {
                return topology;
            }

            @Override
            public void onChange(Consumer<Topology> listener) {
                listeners.add(listener);
            }
        };
    }

    private static Topology of(String... nodes) {
        Set<String> all = new HashSet<>(Arrays.asList(nodes));
        List<String> owners = new ArrayList<>();
        for (int i = 0; nodes.length > 0 && i < PARTITIONS; i++) {
            owners.add(nodes[i % nodes.length]);
        }
        return Topology.alike(all, owners);
    }
}
