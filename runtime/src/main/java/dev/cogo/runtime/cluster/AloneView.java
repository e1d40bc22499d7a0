package dev.cogo.runtime.cluster;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The view of a node without others: nothing ever changes. */
enum AloneView implements ClusterView {
    HERE;

    private static final String SELF = "alone";
    private static final Layout LAYOUT = Layout.alike(Set.of(SELF), List.of(SELF));

    @Override
    public String self() {
        return SELF;
    }

    @Override
    public Layout layout() {
        return LAYOUT;
    }

    @Override
    public void onChange(Consumer<Layout> listener) {
        // There is nothing to tell.
    }
}
