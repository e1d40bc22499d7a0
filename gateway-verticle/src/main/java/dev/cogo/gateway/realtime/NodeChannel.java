package dev.cogo.gateway.realtime;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel on this node: its listeners, its registration with the cluster and, when it is a session's, the order of its
 * events. Registering and unregistering take turns, for the cluster may carry out two that overlap in the other order. Used on
 * the registry's event loop only.
 */
final class NodeChannel {
    private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Context context;
    private final String name;
    private final Timelines timelines;
    private final Duration linger;
    private final Consumer<NodeChannel> whenGone;
    private final Set<ChannelListener> listeners = new LinkedHashSet<>();
    /** The last registering or unregistering. */
    private Future<Void> last = Future.succeededFuture();
    /** When no event can be missed any more; null when no registration is wanted. */
    private @Nullable Future<Void> ready;

    private @Nullable MessageConsumer<Buffer> consumer;
    /** Of the registration that is wanted now; null when the channel has no timeline. */
    private @Nullable TimelineOrder order;

    private @Nullable Backlog backlog;

    private long lingerTimer = NONE;

    NodeChannel(
            Vertx vertx,
            Context context,
            String name,
            Timelines timelines,
            Duration linger,
            Consumer<NodeChannel> whenGone) {
        this.vertx = vertx;
        this.context = context;
        this.name = name;
        this.timelines = timelines;
        this.linger = linger;
        this.whenGone = whenGone;
    }

    /** See {@link ChannelRegistry#join}. */
    Future<Void> join(ChannelListener listener) {
        listeners.add(listener);
        stopLingering();
        if (ready == null) {
            ready = open();
        }
        return ready.onFailure(failure -> failed(listener, failure));
    }

    void leave(ChannelListener listener) {
        if (listeners.remove(listener) && listeners.isEmpty() && ready != null) {
            stopLingering();
            lingerTimer = vertx.setTimer(linger.toMillis(), fired -> close());
        }
    }

    /** The last seq that the listeners were given; 0 when the channel has no timeline. */
    long position() {
        return order == null ? 0 : order.position();
    }

    /** See {@link ChannelRegistry#after}. */
    Future<List<ChannelEvent>> after(long seq) {
        return backlog == null
                ? Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "nobody listens to " + name))
                : backlog.after(seq);
    }

    /** Gives up the registration, whoever listens. */
    Future<Void> close() {
        stopLingering();
        listeners.clear();
        ready = null;
        if (order != null) {
            timelines.tails().remove(order);
            order.close();
            order = null;
        }
        if (backlog != null) {
            backlog.close();
            backlog = null;
        }
        last = last.transform((before, failure) -> unregister());
        return last.onComplete(done -> goIfUnused());
    }

    private Future<Void> open() {
        if (!name.startsWith(Channel.SESSION) || !(Channel.parse(name) instanceof Channel.OfSession(UUID sessionId))) {
            last = last.transform((before, failure) -> register(body -> deliver(ChannelEvent.of(name, body))));
            return last;
        }
        TimelineOrder made = new TimelineOrder(vertx, sessionId, name, timelines, this::userOtherThan, output());
        order = made;
        backlog = new Backlog(vertx, name, made, timelines);
        timelines.tails().add(made);
        last = last.transform((before, failure) -> register(made::take));
        return last.compose(known -> made.begin());
    }

    private Future<Void> register(Consumer<Buffer> events) {
        MessageConsumer<Buffer> made =
                vertx.eventBus().consumer(ChannelPublisher.addressOf(name), message -> events.accept(message.body()));
        consumer = made;
        return made.completion();
    }

    private Future<Void> unregister() {
        MessageConsumer<Buffer> unwanted = consumer;
        consumer = null;
        return unwanted == null ? Future.succeededFuture() : unwanted.unregister();
    }

    private void failed(ChannelListener listener, Throwable failure) {
        listeners.remove(listener);
        if (ready != null && ready.failed()) {
            // Otherwise those who wanted it have gone meanwhile, or lost the right.
            if (!(failure instanceof CogoException ours && ours.code() == ErrorCode.CHANNEL_NOT_FOUND)) {
                LOG.warn("can't listen to {}: {}", name, failure.toString());
            }
            close();
        }
    }

    private void goIfUnused() {
        if (ready == null && last.isComplete()) {
            whenGone.accept(this);
        }
    }

    private void stopLingering() {
        if (lingerTimer != NONE) {
            vertx.cancelTimer(lingerTimer);
            lingerTimer = NONE;
        }
    }

    private TimelineOrder.Output output() {
        return new TimelineOrder.Output() {
            @Override
            public void event(ChannelEvent event) {
                deliver(event);
                // After the listeners: whoever is answered from the backlog has heard what came before.
                if (backlog != null && event.seqs().any()) {
                    backlog.passed(event);
                }
            }

            @Override
            public void lost(long seq) {
                for (ChannelListener listener : listeners) {
                    listener.context().runOnContext(go -> listener.onLost(seq));
                }
                if (backlog != null) {
                    backlog.lost();
                }
            }
        };
    }

    private void deliver(ChannelEvent event) {
        for (ChannelListener listener : listeners) {
            listener.context().runOnContext(go -> listener.onEvent(event));
        }
    }

    private Future<Optional<UUID>> userOtherThan(Set<UUID> users) {
        return userOtherThan(users, new HashSet<>());
    }

    private Future<Optional<UUID>> userOtherThan(Set<UUID> users, Set<ChannelListener> asked) {
        // Looked for anew each time: one may have come while another was asked.
        for (ChannelListener listener : listeners) {
            if (asked.add(listener)) {
                Promise<Optional<UUID>> answer = Promise.promise();
                listener.context().runOnContext(go -> {
                    Optional<UUID> found = listener.userOtherThan(users);
                    context.runOnContext(back -> answer.complete(found));
                });
                return answer.future()
                        .compose(found ->
                                found.isPresent() ? Future.succeededFuture(found) : userOtherThan(users, asked));
            }
        }
        return Future.succeededFuture(Optional.empty());
    }
}
