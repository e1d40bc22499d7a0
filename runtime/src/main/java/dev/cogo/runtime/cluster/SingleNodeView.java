package dev.cogo.runtime.cluster;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The view of a node without others: nothing ever changes. */
enum SingleNodeView implements ClusterView {
    HERE;

    private static final String SELF = "alone";
    private static final Topology LAYOUT = Topology.alike(Set.of(SELF), List.of(SELF));

    @Override
    public String self() {
        return SELF;
    }

    @Override
    public Topology topology() {
        return LAYOUT;
    }

    @Override
    public void onChange(Consumer<Topology> listener) {
        // There is nothing to tell.
    }
}
