package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.home.InterestRouter;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.eventloop.YieldingLoop;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.TimelineHeads;
import dev.cogo.schema.record.Done;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which hubs of this node listen to which channel, and the one place that knows how events travel between nodes: a channel's home
 * sends them to one address of this node, for all channels. However many sockets listen, the home hears of a channel once: for
 * the first listener, and again a while after the last has left. Thread-safe; its state lives on one event loop.
 */
public final class ChannelRegistry {
    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final String self;
    private final Timelines timelines;
    private final Duration linger;
    private final InterestRouter interestRouter;
    private final Map<String, NodeChannel> channels = new HashMap<>();
    private List<MessageConsumer<?>> consumers = List.of();

    /** @param context where its state lives: one that outlasts every hub */
    public ChannelRegistry(
            Vertx vertx, Context context, Bus bus, ClusterView cluster, Timelines timelines, Duration linger) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.self = cluster.self();
        this.timelines = timelines;
        this.linger = linger;
        this.interestRouter = new InterestRouter(vertx, context, bus, cluster);
    }

    /** Begins to hear the homes; completes when the whole cluster knows. */
    public Future<Void> start() {
        return Contexts.compose(context, () -> {
            interestRouter.start();
            consumers = List.of(
                    EventEnvelope.receive(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, self, this::handle),
                    bus.serveHere(Address.GATEWAY_TIPS, this::handleHeads));
            return Future.all(
                            consumers.stream().map(MessageConsumer::completion).toList())
                    .mapEmpty();
        });
    }

    /**
     * Adds a listener; it must not be on the channel yet. Events may come from now on.
     *
     * @return completes on the listener's context when the whole cluster knows, so that no later event is missed, with the
     *     channel's position: the timeline event that the listener is handed next has a larger seq, and none is left out.
     *     When it fails the listener is off the channel again
     */
    public Future<Long> join(String channel, ChannelListener listener) {
        return Contexts.compose(
                context,
                () -> {
                    NodeChannel there = channels.computeIfAbsent(channel, this::open);
                    // Taken there: what was handed to the listener before that has at most this seq, what is handed
                    // to it after that a larger one.
                    return there.join(listener).map(known -> there.position());
                },
                listener.context());
    }

    /**
     * A page of what follows a seq on a channel with a timeline, for one who listens; see {@link CatchUp#after}.
     *
     * @return completes on the listener's context, in its place among the events that the listener is handed
     */
    public Future<List<EncodedEvent>> after(String channel, ChannelListener listener, long seq) {
        return Contexts.compose(
                context,
                () -> {
                    NodeChannel there = channels.get(channel);
                    return there == null
                            ? Future.failedFuture(
                                    new CogoException(ErrorCode.UNAVAILABLE, "nobody listens to " + channel))
                            : there.after(seq);
                },
                listener.context());
    }

    /** Removes a listener. Events that are under way may still come. */
    public void leave(String channel, ChannelListener listener) {
        context.runOnContext(go -> {
            NodeChannel left = channels.get(channel);
            if (left != null) {
                left.leave(listener);
            }
        });
    }

    /** Gives up every channel, whoever listens, since none has a home. On the registry's event loop. */
    public Future<Void> giveUp() {
        return YieldingLoop.forEach(context, List.copyOf(channels.values()), NodeChannel::close);
    }

    /** Takes back all interest at once, and hears no more. */
    public Future<Void> close() {
        return Contexts.compose(context, () -> {
            List.copyOf(channels.values()).forEach(NodeChannel::close);
            Future<Void> known = interestRouter.close();
            Future<?> deaf = Future.join(
                    consumers.stream().map(MessageConsumer::unregister).toList());
            return Future.join(known, deaf).mapEmpty();
        });
    }

    private NodeChannel open(String name) {
        return new NodeChannel(
                vertx, context, name, interestRouter, timelines, linger, gone -> channels.remove(name, gone));
    }

    private void handle(EventEnvelope event) {
        // A home that does not know yet who listens sends to everybody.
        NodeChannel channel = channels.get(event.channel());
        if (channel != null) {
            channel.handle(event);
        }
    }

    private Future<Done> handleHeads(TimelineHeads told) {
        return YieldingLoop.forEach(context, told.tips(), tip -> {
                    NodeChannel channel = channels.get(new Channel.OfSession(tip.sessionId()).name());
                    if (channel != null) {
                        channel.headAt(tip.seq(), tip.back());
                    }
                })
                .map(Done.DONE);
    }
}
