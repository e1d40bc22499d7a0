package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is on which session's channel through this node. The channels' homes are told of a user's first connection, of what
 * changes and, a while later, that the last connection has left; a channel's new home is told everything. Thread-safe; its
 * state lives on one event loop.
 */
public final class LocalPresence {
    private record Place(UUID userId, UUID sessionId) {}

    private final Vertx vertx;
    private final Context context;
    private final Duration linger;
    private final HomeRouter<LocalPresenceEntry> router;
    private final Map<Place, LocalPresenceEntry> places = new HashMap<>();

    public LocalPresence(Vertx vertx, Context context, Bus bus, ClusterView cluster, Duration linger) {
        this.vertx = vertx;
        this.context = context;
        this.linger = linger;
        this.router = new HomeRouter<>(
                vertx,
                context,
                cluster,
                home -> new PresenceReplicator(vertx, context, bus, cluster.self(), home, this::forget));
    }

    /** Begins; on the book's event loop. */
    public void start() {
        router.start();
    }

    /** Counts a connection of the user on the session's channel. */
    public void entered(UUID userId, UUID sessionId) {
        context.runOnContext(go -> {
            if (!router.isClosed()) {
                LocalPresenceEntry present = places.computeIfAbsent(new Place(userId, sessionId), this::open);
                vertx.cancelTimer(present.lingerTimer());
                present.entered();
                replicate(present);
            }
        });
    }

    /** Takes back one {@link #entered}. */
    public void left(UUID userId, UUID sessionId) {
        context.runOnContext(go -> {
            LocalPresenceEntry present = places.get(new Place(userId, sessionId));
            if (present == null || router.isClosed()) {
                return;
            }
            present.left();
            if (present.connections() > 0) {
                replicate(present);
            } else {
                present.lingerTimer(vertx.setTimer(linger.toMillis(), fired -> end(present)));
            }
        });
    }

    /** The user may not be there any more: without connections they are gone at once. */
    public void revoked(UUID userId, UUID sessionId) {
        context.runOnContext(go -> {
            LocalPresenceEntry present = places.get(new Place(userId, sessionId));
            if (present != null && present.connections() == 0) {
                end(present);
            }
        });
    }

    /**
     * Sets how the user is on the session's channel.
     *
     * @param status stays as it was when there is none; likewise the state
     * @return completes when the home knows; fails with {@code invalid_request} when the user is not on the channel through
     *     this node, since nobody would ever take that word back
     */
    public Future<Void> set(
            UUID userId, UUID sessionId, Optional<PresenceStatus> status, Optional<Map<String, Object>> state) {
        Promise<Void> told = Promise.promise();
        context.runOnContext(go -> {
            LocalPresenceEntry present = places.get(new Place(userId, sessionId));
            if (present == null || present.connections() == 0) {
                told.fail(CogoException.invalid("register on the session's channel before saying how you are there"));
            } else if (router.isClosed() || present.replicator() == null) {
                told.fail(new CogoException(ErrorCode.UNAVAILABLE, "nobody can be told at the moment"));
            } else {
                status.ifPresent(present::set);
                state.ifPresent(now -> present.set(now, System.currentTimeMillis()));
                present.addListener(told);
                replicate(present);
            }
        });
        return told.future();
    }

    /** Says that nobody is here any more, as far as that is done in time. */
    public Future<Void> stop() {
        Future<Void> goodbyes = router.close();
        places.values().forEach(present -> vertx.cancelTimer(present.lingerTimer()));
        places.clear();
        return goodbyes;
    }

    private LocalPresenceEntry open(Place place) {
        LocalPresenceEntry present = new LocalPresenceEntry(place.userId(), place.sessionId());
        router.add(present);
        return present;
    }

    private void end(LocalPresenceEntry present) {
        present.go();
        HomeReplicator<LocalPresenceEntry, ?> replicator = present.replicator();
        if (replicator == null) {
            forget(present);
        } else {
            replicator.withdraw(present);
        }
    }

    private static void replicate(LocalPresenceEntry present) {
        HomeReplicator<LocalPresenceEntry, ?> replicator = present.replicator();
        if (replicator != null) {
            replicator.enqueue(present);
        }
    }

    private void forget(LocalPresenceEntry present) {
        router.remove(present);
        places.remove(new Place(present.userId(), present.sessionId()), present);
    }
}
