package dev.cogo.gateway.realtime;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.presence.BeatPresence;
import dev.cogo.schema.presence.PresenceList;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.SetPresence;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is on which session's channel through this node. The chat service is told of a user's first connection, of a changed
 * status and, a while later, that the last connection has left; it forgets a node that no longer beats. Thread-safe; its
 * state lives on one event loop.
 */
final class PresenceBook {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceBook.class);
    // A node that stops says good-bye for so many at most and for so long; the others' entries end without its beat.
    private static final int MAX_GOODBYES = 1000;
    private static final Duration GOODBYE_TIME = Duration.ofSeconds(2);

    private record Place(UUID userId, UUID sessionId) {}

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final String nodeId;
    private final Duration linger;
    private final Map<Place, Present> places = new HashMap<>();

    PresenceBook(Vertx vertx, Context context, Bus bus, String nodeId, Duration linger) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.nodeId = nodeId;
        this.linger = linger;
    }

    /** Counts a connection of the user on the session's channel. */
    void entered(UUID userId, UUID sessionId) {
        context.runOnContext(go -> places.computeIfAbsent(new Place(userId, sessionId), Present::new)
                .entered());
    }

    /** Takes back one {@link #entered}. */
    void left(UUID userId, UUID sessionId) {
        context.runOnContext(go -> {
            Present present = places.get(new Place(userId, sessionId));
            if (present != null) {
                present.left();
            }
        });
    }

    /**
     * Sets how the user is on the session's channel.
     *
     * @return who is there; fails with {@code invalid_request} when the user is not on the channel through this node, since
     *     nobody would ever take that word back
     */
    Future<PresenceList> set(UUID userId, UUID sessionId, PresenceStatus status) {
        Promise<PresenceList> done = Promise.promise();
        context.runOnContext(go -> {
            Present present = places.get(new Place(userId, sessionId));
            if (present == null || present.connections == 0) {
                done.fail(CogoException.invalid("register on the session's channel before setting a status"));
            } else {
                present.say(status).onComplete(done);
            }
        });
        return done.future();
    }

    /** Keeps this node's entries alive, and repeats what could not be said. */
    void beat() {
        if (places.isEmpty()) {
            return;
        }
        bus.<Done>request(Address.PRESENCE_BEAT, new BeatPresence(nodeId))
                .onFailure(failure -> LOG.warn("presence can't be kept alive: {}", failure.getMessage()));
        List.copyOf(places.values()).forEach(Present::sayAgain);
    }

    /** Says that everybody is gone, as far as that is done in time. */
    Future<Void> stop() {
        List<Future<PresenceList>> goodbyes = List.copyOf(places.values()).stream()
                .limit(MAX_GOODBYES)
                .map(Present::end)
                .toList();
        Promise<Void> done = Promise.promise();
        long timer = vertx.setTimer(GOODBYE_TIME.toMillis(), late -> done.tryComplete());
        Future.join(goodbyes).onComplete(all -> {
            vertx.cancelTimer(timer);
            done.tryComplete();
        });
        return done.future();
    }

    private final class Present {
        private final Place place;
        private int connections;
        private PresenceStatus status = PresenceStatus.OFFLINE;
        private boolean unheard;
        private long lingerTimer = -1;
        /** What was said last: two words about one place must not overtake each other. */
        private Future<PresenceList> last = Future.succeededFuture();

        Present(Place place) {
            this.place = place;
        }

        void entered() {
            connections++;
            vertx.cancelTimer(lingerTimer);
            if (status != PresenceStatus.ONLINE) {
                say(PresenceStatus.ONLINE);
            }
        }

        void left() {
            connections--;
            if (connections == 0) {
                lingerTimer = vertx.setTimer(linger.toMillis(), fired -> end());
            }
        }

        Future<PresenceList> end() {
            vertx.cancelTimer(lingerTimer);
            // Forgotten only when it was heard: who comes back before that must be announced after it.
            return say(PresenceStatus.OFFLINE).onComplete(heard -> {
                if (connections == 0 && status == PresenceStatus.OFFLINE) {
                    places.remove(place, this);
                }
            });
        }

        Future<PresenceList> say(PresenceStatus now) {
            status = now;
            SetPresence word = new SetPresence(place.userId(), place.sessionId(), nodeId, now);
            last = last.transform((before, failure) -> bus.request(Address.PRESENCE_SET, word));
            return last.onComplete(heard -> unheard = false, failure -> unheard = isRetryable(failure));
        }

        void sayAgain() {
            if (unheard && last.isComplete()) {
                say(status);
            }
        }

        private boolean isRetryable(Throwable failure) {
            LOG.debug("presence of {} was not heard: {}", place, failure.getMessage());
            return failure instanceof CogoException ours && ours.code().retryable();
        }
    }
}
