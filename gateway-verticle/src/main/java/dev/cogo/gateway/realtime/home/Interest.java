package dev.cogo.gateway.realtime.home;

import dev.cogo.schema.home.AnnounceInterest;
import io.vertx.core.Promise;
import java.util.function.LongConsumer;

/** Registration of interest: that this node wants a channel's events, and how far it came. Used on the registry's event loop only. */
public final class Interest extends SoftState<Interest> {
    private final String channel;
    private final long hash;
    private final LongConsumer whenTold;
    private final Promise<Long> first = Promise.promise();

    /** @param whenTold hears of later positions: a home that changed may know of events that did not come */
    Interest(String channel, LongConsumer whenTold) {
        this.channel = channel;
        this.hash = AnnounceInterest.hashOf(channel);
        this.whenTold = whenTold;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    long hash() {
        return hash;
    }

    @Override
    boolean isAwaited() {
        return !first.future().isComplete();
    }

    @Override
    boolean isGone() {
        return false; // An end is said by the channel's name: another interest in it may have begun.
    }

    /** The first position that a home told: what comes after it comes to this node. */
    public Promise<Long> first() {
        return first;
    }

    /** A home knows of it, and told a position. */
    void acknowledged(long position) {
        if (!isRemoved() && !first.tryComplete(position)) {
            whenTold.accept(position);
        }
    }
}
