package dev.cogo.gateway.realtime.home;

import org.jspecify.annotations.Nullable;

/**
 * Something of this node that a channel's home must know: soft state, which is replicated again wherever the channel goes. Used on
 * one event loop only.
 *
 * @param <T> the subclass
 */
abstract class SoftState<T extends SoftState<T>> {
    private @Nullable HomeReplicator<T, ?> replicator;
    private int partition;
    private boolean removed;

    /** The channel's name. */
    public abstract String channel();

    /** Its part of the checksum that a home compares. */
    abstract long hash();

    /** Whether somebody waits for the first answer, so that it goes before what only moves. */
    abstract boolean isAwaited();

    /** Whether what is to be said of it is that it is no more. */
    abstract boolean isGone();

    /** What replicates it; null before there was any home. */
    @Nullable
    HomeReplicator<T, ?> replicator() {
        return replicator;
    }

    int partition() {
        return partition;
    }

    void place(int inPartition, HomeReplicator<T, ?> at) {
        partition = inPartition;
        replicator = at;
    }

    /** Whether it is no longer this node's, so that it moves no more. */
    boolean isRemoved() {
        return removed;
    }

    void remove() {
        removed = true;
    }
}
