package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.home.Interest;
import dev.cogo.gateway.realtime.home.InterestRouter;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.InterestAck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
 * One channel on this node: its listeners, the wish for its events that its home hears of and, when it is a session's, the order
 * of its events. Used on the registry's event loop only.
 */
final class NodeChannel {
    private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);
    private static final long NONE = -1;
    /** For a home's first answer: as long as other requests wait. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Context context;
    private final String name;
    private final InterestRouter interestRouter;
    private final Timelines timelines;
    private final Duration linger;
    private final Consumer<NodeChannel> whenGone;
    private final Set<ChannelListener> listeners = new LinkedHashSet<>();
    /** When no event can be missed any more; null when no event is wanted. */
    private @Nullable Future<Void> ready;

    private @Nullable Interest interest;
    /** Null when the channel has no timeline. */
    private @Nullable TimelineResequencer order;

    private @Nullable CatchUp catchUp;

    private long lingerTimer = NONE;

    NodeChannel(
            Vertx vertx,
            Context context,
            String name,
            InterestRouter interestRouter,
            Timelines timelines,
            Duration linger,
            Consumer<NodeChannel> whenGone) {
        this.vertx = vertx;
        this.context = context;
        this.name = name;
        this.interestRouter = interestRouter;
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
    Future<List<EncodedEvent>> after(long seq) {
        return catchUp == null
                ? Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "nobody listens to " + name))
                : catchUp.after(seq);
    }

    /** Takes an event that a home has sent. */
    void handle(EventEnvelope event) {
        if (order != null) {
            order.handle(event);
        } else if (ready != null) {
            deliver(EncodedEvent.of(name, event.body()));
        }
    }

    /** Hears from a home how far the timeline goes, and whether it went back. */
    void headAt(long seq, boolean back) {
        if (order != null) {
            order.headAt(seq, back);
        }
    }

    /** Wants no more events, whoever listens. */
    void close() {
        stopLingering();
        listeners.clear();
        ready = null;
        if (order != null) {
            order.close();
            order = null;
        }
        if (catchUp != null) {
            catchUp.close();
            catchUp = null;
        }
        if (interest != null) {
            interestRouter.withdraw(interest);
            interest.first()
                    .tryFail(new CogoException(ErrorCode.UNAVAILABLE, "nobody listens to the channel any more"));
            interest = null;
        }
        whenGone.accept(this);
    }

    private Future<Void> open() {
        Interest made = interestRouter.announce(name, position -> headAt(position, false));
        interest = made;
        Future<Long> first = inTime(made.first());
        if (!name.startsWith(Channel.SESSION) || !(Channel.parse(name) instanceof Channel.OfSession(UUID sessionId))) {
            return first.mapEmpty();
        }
        TimelineResequencer ordered =
                new TimelineResequencer(vertx, sessionId, name, timelines, this::userOtherThan, output());
        order = ordered;
        catchUp = new CatchUp(vertx, name, ordered, timelines);
        return first.compose(position -> {
            if (position == InterestAck.NO_TIMELINE) {
                return Future.failedFuture(new CogoException(ErrorCode.CHANNEL_NOT_FOUND, "the session is gone"));
            }
            ordered.begin(position);
            return Future.succeededFuture();
        });
    }

    private Future<Long> inTime(Promise<Long> position) {
        long timer = vertx.setTimer(
                TIMEOUT.toMillis(),
                late -> position.tryFail(
                        new CogoException(ErrorCode.UNAVAILABLE, "the channel's home does not answer, try again")));
        return position.future().onComplete(done -> vertx.cancelTimer(timer));
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

    private void stopLingering() {
        if (lingerTimer != NONE) {
            vertx.cancelTimer(lingerTimer);
            lingerTimer = NONE;
        }
    }

    private TimelineResequencer.Output output() {
        return new TimelineResequencer.Output() {
            @Override
            public void event(EncodedEvent event) {
                deliver(event);
                // After the listeners: whoever is answered from the backlog has heard what came before.
                if (catchUp != null && event.inTimeline()) {
                    catchUp.passed(event);
                }
            }

            @Override
            public void lost(long seq) {
                for (ChannelListener listener : listeners) {
                    listener.context().runOnContext(go -> listener.onLost(seq));
                }
                if (catchUp != null) {
                    catchUp.lost();
                }
            }
        };
    }

    private void deliver(EncodedEvent event) {
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
                return Contexts.bring(Contexts.call(listener.context(), () -> listener.userOtherThan(users)), context)
                        .compose(found ->
                                found.isPresent() ? Future.succeededFuture(found) : userOtherThan(users, asked));
            }
        }
        return Future.succeededFuture(Optional.empty());
    }
}
