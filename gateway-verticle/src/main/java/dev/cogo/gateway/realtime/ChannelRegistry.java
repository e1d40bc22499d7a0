package dev.cogo.gateway.realtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which hubs of this node listen to which channel, and the one place that knows how events travel between nodes. However
 * many sockets listen, a node has one registration for a channel: it is made for the first listener and given up a while
 * after the last has left. Thread-safe; its state lives on one event loop.
 */
final class ChannelRegistry {
    private final Vertx vertx;
    private final Context context;
    private final Duration linger;
    private final Map<String, NodeChannel> channels = new HashMap<>();

    /** @param context where the registrations live: one that outlasts every hub */
    ChannelRegistry(Vertx vertx, Context context, Duration linger) {
        this.vertx = vertx;
        this.context = context;
        this.linger = linger;
    }

    /**
     * Adds a listener; it must not be on the channel yet. Events may come from now on.
     *
     * @return completes on the listener's context when the whole cluster knows, so that no later event is missed. When it
     *     fails the listener is off the channel again
     */
    Future<Void> join(String channel, ChannelListener listener) {
        Promise<Void> joined = Promise.promise();
        context.runOnContext(go -> channels.computeIfAbsent(channel, this::open)
                .join(listener)
                .onComplete(known -> listener.context().runOnContext(answer -> joined.handle(known))));
        return joined.future();
    }

    /** Removes a listener. Events that are under way may still come. */
    void leave(String channel, ChannelListener listener) {
        context.runOnContext(go -> {
            NodeChannel left = channels.get(channel);
            if (left != null) {
                left.leave(listener);
            }
        });
    }

    /** Gives up all registrations at once. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(go -> {
            List<Future<Void>> all = List.copyOf(channels.values()).stream()
                    .map(NodeChannel::close)
                    .toList();
            Future.join(all).<Void>mapEmpty().onComplete(closed);
        });
        return closed.future();
    }

    private NodeChannel open(String name) {
        return new NodeChannel(vertx, name, linger, gone -> channels.remove(name, gone));
    }
}
