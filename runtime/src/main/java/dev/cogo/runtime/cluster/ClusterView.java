package dev.cogo.runtime.cluster;

import java.util.function.Consumer;

/** A node's view of its cluster. It may lag behind, and two nodes may see different ones for a moment. Thread-safe. */
public interface ClusterView {
    /** This node's id, as others see it; new at each start. */
    String self();

    /** How the cluster looks now. Cheap: call it for each use and keep nothing of it. */
    Topology topology();

    /**
     * Tells a listener of each later change, on any thread and after {@link #layout} shows it; a listener must not block. It
     * stays for as long as the node does.
     */
    void onChange(Consumer<Topology> listener);

    /** A node without others, which does everything itself. */
    static ClusterView alone() {
        return SingleNodeView.HERE;
    }
}
