package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.eventloop.YieldingLoop;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is on which session's channel through this node. The channels' homes are told of a user's first connection, of what
 * changes and, a while later, that the last connection has left; a channel's new home is told everything. Thread-safe; its
 * state lives on one event loop.
 */
public final class LocalPresence {
    // The others' entries end without a word when this node is gone.
    private static final Duration GOODBYE_TIME = Duration.ofSeconds(2);

    private record Place(UUID userId, UUID sessionId) {}

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final ClusterView cluster;
    private final Duration linger;
    private final Map<Place, LocalPresenceEntry> places = new HashMap<>();
    private final Map<String, PresenceReplicator> lines = new HashMap<>();
    private Topology topology;
    private long beatTimer;
    private boolean closed;

    public LocalPresence(Vertx vertx, Context context, Bus bus, ClusterView cluster, Duration linger) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.cluster = cluster;
        this.linger = linger;
        this.topology = cluster.topology();
    }

    /** Begins; on the book's event loop. */
    public void start() {
        cluster.onChange(now -> context.runOnContext(go -> changed()));
        changed();
        beatTimer = vertx.setPeriodic(
                AnnouncePresence.EVERY_MILLIS, tick -> lines.values().forEach(PresenceReplicator::beat));
    }

    /** Counts a connection of the user on the session's channel. */
    public void entered(UUID userId, UUID sessionId) {
        context.runOnContext(go -> {
            if (!closed) {
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
            if (present == null || closed) {
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
            } else if (closed || present.line() == null) {
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
        closed = true;
        vertx.cancelTimer(beatTimer);
        List<? extends Future<?>> goodbyes =
                lines.values().stream().map(PresenceReplicator::close).toList();
        places.values().forEach(present -> vertx.cancelTimer(present.lingerTimer()));
        places.clear();
        lines.clear();
        Promise<Void> done = Promise.promise();
        long timer = vertx.setTimer(GOODBYE_TIME.toMillis(), late -> done.tryComplete());
        Future.join(goodbyes).onComplete(all -> {
            vertx.cancelTimer(timer);
            done.tryComplete();
        });
        return done.future();
    }

    private LocalPresenceEntry open(Place place) {
        LocalPresenceEntry present = new LocalPresenceEntry(place.userId(), place.sessionId());
        homeOf(present).ifPresent(home -> present.place(line(home)));
        return present;
    }

    private void end(LocalPresenceEntry present) {
        present.go();
        if (present.line() == null) {
            forget(present);
        } else {
            replicate(present);
        }
    }

    private void replicate(LocalPresenceEntry present) {
        PresenceReplicator line = present.line();
        if (line != null) {
            line.enqueue(present);
        }
    }

    private void forget(LocalPresenceEntry present) {
        places.remove(new Place(present.userId(), present.sessionId()), present);
    }

    private PresenceReplicator line(String home) {
        return lines.computeIfAbsent(
                home, first -> new PresenceReplicator(vertx, context, bus, cluster.self(), first, this::forget));
    }

    private Optional<String> homeOf(LocalPresenceEntry present) {
        return topology.homeOf(new Channel.OfSession(present.sessionId()).name());
    }

    private void changed() {
        Topology now = cluster.topology();
        if (closed || now.equals(topology)) {
            return;
        }
        topology = now;
        for (String node : List.copyOf(lines.keySet())) {
            if (!now.nodes().contains(node) && !now.owners().contains(node)) {
                lines.remove(node).drop();
            }
        }
        YieldingLoop.forEach(context, List.copyOf(places.values()), this::move);
    }

    private void move(LocalPresenceEntry present) {
        Optional<String> home = homeOf(present);
        if (closed || home.isEmpty()) {
            return; // No chat node is left. Everybody stays where they are, and moves when one comes.
        }
        PresenceReplicator old = present.line();
        PresenceReplicator now = line(home.get());
        if (old != now) {
            if (old != null) {
                old.forget(present);
            }
            present.place(now);
            now.enqueue(present);
        }
    }
}
