package dev.cogo.gateway.realtime.home;

import dev.cogo.schema.home.AnnounceInterest;
import io.vertx.core.Promise;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Registration of interest: that this node wants a channel's events, and how far it came. Used on the registry's event loop only. */
public final class Interest {
    private final String channel;
    private final long hash;
    private final LongConsumer whenTold;
    private final Promise<Long> first = Promise.promise();
    private @Nullable InterestReplicator line;
    private int partition;
    private boolean ended;

    /** @param whenTold hears of later positions: a home that changed may know of events that did not come */
    Interest(String channel, LongConsumer whenTold) {
        this.channel = channel;
        this.hash = AnnounceInterest.hashOf(channel);
        this.whenTold = whenTold;
    }

    public String channel() {
        return channel;
    }

    long hash() {
        return hash;
    }

    /** The first position that a home told: what comes after it comes to this node. */
    public Promise<Long> first() {
        return first;
    }

    /** A home knows of it, and told a position. */
    void acknowledged(long position) {
        if (!ended && !first.tryComplete(position)) {
            whenTold.accept(position);
        }
    }

    /** Where it is to be announced; null before there was any home. */
    @Nullable
    InterestReplicator line() {
        return line;
    }

    int partition() {
        return partition;
    }

    void place(int inPartition, InterestReplicator at) {
        partition = inPartition;
        line = at;
    }

    /** Whether it was taken back. */
    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
