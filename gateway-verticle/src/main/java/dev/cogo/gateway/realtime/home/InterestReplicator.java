package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Replicates interests to one home: a listener need not wait until all channels of a home that is gone are announced elsewhere. */
final class InterestReplicator extends HomeReplicator<Interest, InterestAck> {
    private static final int MAX_JOINS = AnnounceInterest.MAX_CHANNELS / 2;
    private static final int MAX_LEAVES = AnnounceInterest.MAX_CHANNELS - MAX_JOINS;

    private final String gateway;
    private final Set<String> leaves = new LinkedHashSet<>();

    InterestReplicator(Vertx vertx, Context context, Bus bus, String gateway, String home) {
        super(vertx, context, bus, Address.HOME_ANNOUNCE, home, MAX_JOINS);
        this.gateway = gateway;
    }

    @Override
    void enqueue(Interest interest) {
        leaves.remove(interest.channel());
        super.enqueue(interest);
    }

    @Override
    void withdraw(Interest interest) {
        if (forget(interest)) {
            leaves.add(interest.channel());
            flushSoon();
        }
    }

    @Override
    boolean hasMore() {
        return !leaves.isEmpty();
    }

    @Override
    void drop() {
        super.drop();
        leaves.clear();
    }

    @Override
    BusRecord beat(boolean anew, int count, long hash) {
        return new AnnounceInterest(gateway, anew, List.of(), List.of(), count, hash);
    }

    // Channels that were left are said once: if the home does not hear of them, it differs.
    @Override
    Announcement<InterestAck> announcement(List<Interest> joins) {
        List<String> left = leaves.stream().limit(MAX_LEAVES).toList();
        left.forEach(leaves::remove);
        return new Announcement<>() {
            @Override
            public BusRecord record(boolean anew, int count, long hash) {
                return new AnnounceInterest(
                        gateway,
                        anew,
                        left,
                        joins.stream().map(Interest::channel).toList(),
                        count,
                        hash);
            }

            @Override
            public void acknowledged(InterestAck answer) {
                Iterator<Long> positions = answer.positions().iterator();
                for (Interest interest : joins) {
                    long position = positions.next();
                    // It may have been taken back, or be announced elsewhere meanwhile.
                    if (!isClosed() && interest.replicator() == InterestReplicator.this) {
                        interest.acknowledged(position);
                    }
                }
            }

            @Override
            public void failed(Throwable failure) {
                // They are announced again.
            }
        };
    }
}
