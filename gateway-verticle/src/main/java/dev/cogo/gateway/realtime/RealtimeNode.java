package dev.cogo.gateway.realtime;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.bus.BusRecord;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.cluster.ClusterView;
import dev.cogo.schema.session.AccessRevoked;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the hubs of a node share. Make one for a node and start it before any door opens. Thread-safe. */
public final class RealtimeNode {
    private final Vertx vertx;
    private final Bus bus;
    private final RealtimeLimits limits;
    private final Context context;
    private final ChannelRegistry channels;
    private final PresenceBook presence;
    private final Set<ClientHub> hubs = ConcurrentHashMap.newKeySet();
    private @Nullable MessageConsumer<BusRecord> revocations;

    /** Makes what the hubs of a node share. */
    public RealtimeNode(Vertx vertx, Bus bus, ClusterView cluster, RealtimeLimits limits) {
        this.vertx = vertx;
        this.bus = bus;
        this.limits = limits;
        // A consumer ends with the verticle on whose context it was made. What the node shares must outlast each of its
        // verticles, so it has a context of its own, which the public API can't give.
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.channels = new ChannelRegistry(
                vertx,
                context,
                bus,
                cluster,
                new Timelines(bus, limits.order(), this::accessRevoked),
                limits.times().channelLinger());
        this.presence =
                new PresenceBook(vertx, context, bus, cluster, limits.times().presenceLinger());
    }

    /** Begins to hear of revoked rights and to tell who is here. Completes when the whole cluster knows. */
    public Future<Void> start() {
        return onContext(() -> {
            revocations = bus.serveHere(Address.ACCESS_REVOKED, this::accessRevoked);
            presence.start();
            return Future.all(revocations.completion(), channels.start()).mapEmpty();
        });
    }

    /** Says that everybody is gone from this node and gives up all registrations. Stop the hubs first. */
    public Future<Void> stop() {
        return onContext(() -> {
            Future<Void> deaf = revocations == null ? Future.succeededFuture() : revocations.unregister();
            return Future.join(deaf, presence.stop(), channels.close()).mapEmpty();
        });
    }

    void add(ClientHub hub) {
        hubs.add(hub);
    }

    void remove(ClientHub hub) {
        hubs.remove(hub);
    }

    Vertx vertx() {
        return vertx;
    }

    Bus bus() {
        return bus;
    }

    RealtimeLimits limits() {
        return limits;
    }

    ChannelRegistry channels() {
        return channels;
    }

    PresenceBook presence() {
        return presence;
    }

    private Future<Done> accessRevoked(AccessRevoked notice) {
        return Future.join(hubs.stream().map(hub -> hub.accessRevoked(notice)).toList())
                .onSuccess(ended -> presence.revoked(notice.userId(), notice.sessionId()))
                .map(Done.DONE);
    }

    private Future<Void> onContext(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(go -> work.get().onComplete(done));
        return done.future();
    }
}
