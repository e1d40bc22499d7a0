package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.realtime.channel.ChannelListener;
import dev.cogo.gateway.realtime.channel.ChannelRegistry;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.transport.FlushConsolidator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One channel on one hub: the sockets that hear it. Used on the hub's event loop only. */
final class HubChannel implements ChannelListener {
    private final String name;
    private final Context context;
    private final FlushConsolidator flushConsolidator;
    private final ChannelRegistry registry;
    private final HubMetrics metrics;
    /** Whose subscription needs this channel, taken effect or not. */
    private final Set<ClientSocket> holders = new LinkedHashSet<>();

    private final Set<ClientSocket> sockets = new LinkedHashSet<>();
    private final LiveRuns runs;
    private final Future<Void> joined;
    private long position;

    HubChannel(
            String name,
            Context context,
            FlushConsolidator flushConsolidator,
            ChannelRegistry registry,
            HubMetrics metrics) {
        this.name = name;
        this.context = context;
        this.flushConsolidator = flushConsolidator;
        this.registry = registry;
        this.metrics = metrics;
        this.runs = new LiveRuns(name);
        this.joined = registry.join(name, this).map(known -> {
            position = known;
            return null;
        });
    }

    String name() {
        return name;
    }

    /** Completes when no event can be missed any more. */
    Future<Void> joined() {
        return joined;
    }

    /** The seq of the last timeline event that came; 0 on a channel without a timeline. */
    long position() {
        return position;
    }

    /** Notes a subscription that needs this channel, taken effect or not. */
    void hold(ClientSocket socket) {
        holders.add(socket);
    }

    /** Takes back a {@link #hold}; true when nobody needs the channel any more. */
    boolean release(ClientSocket socket) {
        sockets.remove(socket);
        holders.remove(socket);
        return holders.isEmpty();
    }

    /** Lets the socket hear the channel from now on, and what the AI has said of answers that it is writing. */
    void add(ClientSocket socket) {
        sockets.add(socket);
        List<EncodedEvent> told = runs.snapshots();
        told.forEach(socket::deliver);
        if (!told.isEmpty()) {
            flushConsolidator.delivered();
        }
    }

    /** Lets the socket hear the channel no longer, though it still holds it. */
    void mute(ClientSocket socket) {
        sockets.remove(socket);
    }

    /** A page of what follows a seq; see {@link ChannelRegistry#after}. When it comes, {@link #position} is as far. */
    Future<List<EncodedEvent>> after(long seq) {
        return registry.after(name, this, seq);
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public void onEvent(EncodedEvent event) {
        if (event.inTimeline()) {
            position = event.lastSeq();
        }
        if (!runs.take(event)) {
            return;
        }
        for (ClientSocket socket : sockets) {
            socket.deliver(event);
        }
        metrics.delivered(event, sockets.size());
        flushConsolidator.delivered();
    }

    @Override
    public void onLost(long seq) {
        position = seq;
        for (ClientSocket socket : Set.copyOf(sockets)) {
            socket.lagged();
        }
    }

    @Override
    public Optional<UUID> userOtherThan(Set<UUID> users) {
        return holders.stream()
                .flatMap(socket -> socket.identity().stream())
                .map(Identity::userId)
                .filter(user -> !users.contains(user))
                .findFirst();
    }
}
