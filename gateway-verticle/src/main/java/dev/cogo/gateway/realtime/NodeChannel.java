package dev.cogo.gateway.realtime;

import dev.cogo.schema.channel.ChannelPublisher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel on this node: its listeners, and its registration with the cluster. Registering and unregistering take turns,
 * for the cluster may carry out two that overlap in the other order. Used on the registry's event loop only.
 */
final class NodeChannel {
    private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);
    private static final long NONE = -1;

    private final Vertx vertx;
    private final String name;
    private final Duration linger;
    private final Consumer<NodeChannel> whenGone;
    private final Set<ChannelListener> listeners = new LinkedHashSet<>();
    /** The last registering or unregistering. */
    private Future<Void> last = Future.succeededFuture();
    /** The registration that is wanted now; null when none is. */
    private @Nullable Future<Void> registered;

    private @Nullable MessageConsumer<Buffer> consumer;
    private long lingerTimer = NONE;

    NodeChannel(Vertx vertx, String name, Duration linger, Consumer<NodeChannel> whenGone) {
        this.vertx = vertx;
        this.name = name;
        this.linger = linger;
        this.whenGone = whenGone;
    }

    /** See {@link ChannelRegistry#join}. */
    Future<Void> join(ChannelListener listener) {
        listeners.add(listener);
        stopLingering();
        if (registered == null) {
            registered = last.transform((before, failure) -> register());
            last = registered;
        }
        return registered.onFailure(failure -> failed(listener, failure));
    }

    void leave(ChannelListener listener) {
        if (listeners.remove(listener) && listeners.isEmpty() && registered != null) {
            stopLingering();
            lingerTimer = vertx.setTimer(linger.toMillis(), fired -> close());
        }
    }

    /** Gives up the registration, whoever listens. */
    Future<Void> close() {
        stopLingering();
        listeners.clear();
        registered = null;
        last = last.transform((before, failure) -> unregister());
        return last.onComplete(done -> goIfUnused());
    }

    private Future<Void> register() {
        MessageConsumer<Buffer> made = vertx.eventBus().consumer(ChannelPublisher.addressOf(name), this::deliver);
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
        if (registered != null && registered.failed()) {
            LOG.warn("no registration for {}: {}", name, failure.toString());
            close();
        }
    }

    private void goIfUnused() {
        if (registered == null && last.isComplete()) {
            whenGone.accept(this);
        }
    }

    private void stopLingering() {
        if (lingerTimer != NONE) {
            vertx.cancelTimer(lingerTimer);
            lingerTimer = NONE;
        }
    }

    private void deliver(Message<Buffer> message) {
        ChannelEvent event = new ChannelEvent(name, message.body());
        for (ChannelListener listener : listeners) {
            listener.context().runOnContext(go -> listener.onEvent(event));
        }
    }
}
