package dev.cogo.gateway.realtime;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
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
    private final Timelines timelines;
    private final Duration linger;
    private final Map<String, NodeChannel> channels = new HashMap<>();

    /** @param context where the registrations live: one that outlasts every hub */
    ChannelRegistry(Vertx vertx, Context context, Timelines timelines, Duration linger) {
        this.vertx = vertx;
        this.context = context;
        this.timelines = timelines;
        this.linger = linger;
    }

    /** Begins to look for lost events at the end of timelines. */
    void start() {
        context.runOnContext(go -> timelines.tails().start());
    }

    /**
     * Adds a listener; it must not be on the channel yet. Events may come from now on.
     *
     * @return completes on the listener's context when the whole cluster knows, so that no later event is missed, with the
     *     channel's position: the timeline event that the listener is handed next has a larger seq, and none is left out.
     *     When it fails the listener is off the channel again
     */
    Future<Long> join(String channel, ChannelListener listener) {
        Promise<Long> joined = Promise.promise();
        context.runOnContext(go -> {
            NodeChannel there = channels.computeIfAbsent(channel, this::open);
            there.join(listener).onComplete(known -> {
                // Taken here and not when it became known: what was handed to the listener before this has at most this
                // seq, what is handed to it after this a larger one.
                long position = there.position();
                listener.context().runOnContext(answer -> joined.handle(known.map(position)));
            });
        });
        return joined.future();
    }

    /**
     * A page of what follows a seq on a channel with a timeline, for one who listens; see {@link Backlog#after}.
     *
     * @return completes on the listener's context, in its place among the events that the listener is handed
     */
    Future<List<ChannelEvent>> after(String channel, ChannelListener listener, long seq) {
        Promise<List<ChannelEvent>> page = Promise.promise();
        context.runOnContext(go -> {
            NodeChannel there = channels.get(channel);
            Future<List<ChannelEvent>> found = there == null
                    ? Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "nobody listens to " + channel))
                    : there.after(seq);
            found.onComplete(outcome -> listener.context().runOnContext(answer -> page.handle(outcome)));
        });
        return page.future();
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
            timelines.tails().stop();
            List<Future<Void>> all = List.copyOf(channels.values()).stream()
                    .map(NodeChannel::close)
                    .toList();
            Future.join(all).<Void>mapEmpty().onComplete(closed);
        });
        return closed.future();
    }

    private NodeChannel open(String name) {
        return new NodeChannel(vertx, context, name, timelines, linger, gone -> channels.remove(name, gone));
    }
}
