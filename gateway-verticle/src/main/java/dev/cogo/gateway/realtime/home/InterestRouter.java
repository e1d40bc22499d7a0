package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongConsumer;

/** Tells the homes of channels that this node listens to them. Used on the registry's event loop only. */
public final class InterestRouter {
    private final HomeRouter<Interest> router;

    public InterestRouter(Vertx vertx, Context context, Bus bus, ClusterView cluster) {
        this.router = new HomeRouter<>(
                vertx, context, cluster, home -> new InterestReplicator(vertx, context, bus, cluster.self(), home));
    }

    public void start() {
        router.start();
    }

    /** Takes back everything; completes when the homes know, as far as they can be told. */
    public Future<Void> close() {
        return router.close();
    }

    /** Wants a channel's events; see {@link Interest}. */
    public Interest announce(String channel, LongConsumer whenTold) {
        Interest interest = new Interest(channel, whenTold);
        router.add(interest);
        return interest;
    }

    /** Wants them no longer. */
    public void withdraw(Interest interest) {
        router.remove(interest);
        HomeReplicator<Interest, ?> replicator = interest.replicator();
        if (replicator != null) {
            replicator.withdraw(interest);
        }
    }
}
