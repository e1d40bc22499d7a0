package dev.cogo.chat.tracking;

import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.TracksChange;
import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.home.TracksAck;
import dev.cogo.schema.presence.ReadTracks;
import dev.cogo.schema.presence.Track;
import dev.cogo.schema.presence.Tracks;
import dev.cogo.schema.record.BusRecord;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Presence on free channels at a node, as their home. Make one for a node with the chat role. Its state lives on an event loop of its own.
 */
public final class TrackingService {
    private static final long TICK_MILLIS = 250;

    private final Vertx vertx;
    private final ClusterView cluster;
    private final Bus bus;
    private final Context context;
    private final TrackRegistry registry;
    private @Nullable MessageConsumer<BusRecord> announcements;
    private long tickTimer;
    private boolean telling;

    public TrackingService(
            Vertx vertx, ClusterView cluster, Bus bus, ChannelPublisher publisher, PresenceLimits limits) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.bus = bus;
        this.context = Contexts.newEventLoop(vertx);
        this.registry = new TrackRegistry(
                cluster.self(),
                cluster.topology(),
                limits,
                System::nanoTime,
                InstantSource.system(),
                new TrackRegistry.Listener() {
                    @Override
                    public void changed(String channel, TracksChange change) {
                        publisher.publish(Channel.parse(channel), EventName.PRESENCE_DIFF, change);
                    }

                    @Override
                    public void listed(String channel, List<Track> everybody) {
                        publisher.publish(Channel.parse(channel), EventName.PRESENCE_STATE, new Tracks(everybody));
                    }
                });
        Gauge.builder("cogo.presence.channels", registry, TrackRegistry::size).register(NodeMetrics.of(vertx));
    }

    /** Begins; completes when the whole cluster knows. */
    public Future<?> start() {
        Future<Void> known = Contexts.compose(context, () -> {
            cluster.onChange(now -> context.runOnContext(changed -> changed()));
            changed();
            tickTimer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
            announcements = bus.serveHere(Address.HOME_TRACKS, this::announced);
            return announcements.completion();
        });
        return Future.all(known, bus.serve(Address.TRACKS_READ, this::read));
    }

    /** Ends, on a virtual thread. */
    public void stop() {
        Contexts.compose(context, () -> {
                    vertx.cancelTimer(tickTimer);
                    return announcements == null ? Future.<Void>succeededFuture() : announcements.unregister();
                })
                .await();
    }

    private Tracks read(ReadTracks request) {
        return Contexts.call(context, () -> new Tracks(registry.read(request.channel())))
                .await();
    }

    private Future<TracksAck> announced(AnnounceTracks said) {
        TracksAck answer = registry.announced(said);
        if (!said.entries().isEmpty()) {
            tellSoon();
        }
        return Future.succeededFuture(answer);
    }

    private void changed() {
        registry.changed(cluster.topology());
        tellSoon();
    }

    private void tick() {
        registry.tick();
        registry.publish();
    }

    private void tellSoon() {
        if (!telling) {
            telling = true;
            // A little later: what comes in the same turn of the loop is told once.
            context.runOnContext(go -> {
                telling = false;
                registry.publish();
            });
        }
    }
}
