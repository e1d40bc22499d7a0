package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.limits.Counts;
import dev.cogo.gateway.realtime.channel.ChannelRegistry;
import dev.cogo.gateway.realtime.channel.Timelines;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.home.HomeWatch;
import dev.cogo.gateway.realtime.home.LocalPresence;
import dev.cogo.gateway.realtime.home.LocalTracks;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.LoginsEnded;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AccessRevoked;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the hubs of a node share. Make one for a node and start it before any door opens. Thread-safe. */
public final class RealtimeNode {
    private final Vertx vertx;
    private final Bus bus;
    private final RealtimeLimits limits;
    private final Consumer<List<UUID>> whenLoginsEnded;
    private final Context context;
    private final ChannelRegistry channels;
    private final LocalPresence presence;
    private final LocalTracks tracks;
    private final HomeWatch homes;
    private final HubMetrics metrics;
    private final Counts<UUID> userSockets;
    private final SockJsSessionLock sockJsSessionLock = new SockJsSessionLock();
    private final Set<ClientHub> hubs = ConcurrentHashMap.newKeySet();
    private final List<MessageConsumer<BusRecord>> notices = new ArrayList<>();

    /**
     * The realtime half of a node.
     *
     * @param whenLoginsEnded hears of families that ended before their connections are closed; must not block
     */
    public RealtimeNode(
            Vertx vertx, Bus bus, ClusterView cluster, RealtimeLimits limits, Consumer<List<UUID>> whenLoginsEnded) {
        this.vertx = vertx;
        this.bus = bus;
        this.limits = limits;
        this.whenLoginsEnded = whenLoginsEnded;
        // What the node shares must outlast each of its verticles.
        this.context = Contexts.newEventLoop(vertx);
        this.userSockets = new Counts<>(limits.inbound().maxUserSockets());
        this.metrics = new HubMetrics(NodeMetrics.of(vertx), userSockets);
        this.channels = new ChannelRegistry(
                vertx,
                context,
                bus,
                cluster,
                new Timelines(bus, limits, this::accessRevoked),
                limits.times().channelLinger());
        this.presence =
                new LocalPresence(vertx, context, bus, cluster, limits.times().presenceLinger());
        this.tracks = new LocalTracks(vertx, context, bus, cluster);
        this.homes = new HomeWatch(vertx, context, cluster, this::interrupted);
    }

    /** Begins to hear of revoked rights and ended logins, and to tell who is here. Completes when the whole cluster knows. */
    public Future<Void> start() {
        return Contexts.compose(context, () -> {
            notices.add(bus.serveHere(Address.ACCESS_REVOKED, this::accessRevoked));
            notices.add(bus.serveHere(Address.LOGINS_ENDED, this::loginsEnded));
            presence.start();
            tracks.start();
            homes.start();
            return Future.all(all(MessageConsumer::completion), channels.start())
                    .mapEmpty();
        });
    }

    /** Says that everybody is gone from this node and gives up all registrations. Stop the hubs first. */
    public Future<Void> stop() {
        return Contexts.compose(context, () -> {
            homes.stop();
            Future<Void> deaf = all(MessageConsumer::unregister);
            return Future.join(deaf, presence.stop(), tracks.stop(), channels.close())
                    .mapEmpty();
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

    LocalPresence presence() {
        return presence;
    }

    LocalTracks tracks() {
        return tracks;
    }

    SockJsSessionLock sockJsSessionLock() {
        return sockJsSessionLock;
    }

    HubMetrics metrics() {
        return metrics;
    }

    Counts<UUID> userSockets() {
        return userSockets;
    }

    private Future<Done> accessRevoked(AccessRevoked notice) {
        return Future.join(hubs.stream().map(hub -> hub.accessRevoked(notice)).toList())
                .onSuccess(ended -> presence.revoked(notice.userId(), notice.sessionId()))
                .map(Done.DONE);
    }

    /** Closes the connections of logins that have ended, and refuses their access tokens. */
    public Future<Done> loginsEnded(LoginsEnded notice) {
        whenLoginsEnded.accept(notice.families());
        return Future.join(hubs.stream().map(hub -> hub.loginsEnded(notice)).toList())
                .map(Done.DONE);
    }

    /** Nobody can hear anything: first what is shared is given up, so that who registers from now on waits for a home. */
    private void interrupted() {
        channels.giveUp().onComplete(given -> hubs.forEach(ClientHub::interrupted));
    }

    private Future<Void> all(Function<MessageConsumer<BusRecord>, Future<Void>> change) {
        return Future.join(notices.stream().map(change).toList()).mapEmpty();
    }
}
