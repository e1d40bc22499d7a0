package dev.cogo.gateway.realtime.home;

import dev.cogo.gateway.limits.Counts;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.presence.Track;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which pages are on which free channels through this node, and what they say of themselves. The channels' homes are told, a new home of
 * everything. Thread-safe; its state lives on one event loop.
 */
public final class LocalTracks {
    /** The most pages of a user on free channels, through one node. */
    public static final int MAX_OF_USER = 200;

    private final Context context;
    private final HomeRouter<LocalTrack> router;
    private final Map<UUID, LocalTrack> tracks = new HashMap<>();
    private final Counts<UUID> ofUsers = new Counts<>(MAX_OF_USER);

    public LocalTracks(Vertx vertx, Context context, Bus bus, ClusterView cluster) {
        this.context = context;
        this.router = new HomeRouter<>(
                vertx,
                context,
                cluster,
                home -> new TrackReplicator(vertx, context, bus, cluster.self(), home, this::forget));
    }

    /** Begins; on the book's event loop. */
    public void start() {
        router.start();
    }

    /**
     * Says that a page is on a free channel, or says something else of it.
     *
     * @return completes when the home knows; fails with {@code too_many_channels} when the user has too many pages, or the channel
     */
    public Future<Void> put(UUID userId, String channel, Track track) {
        Promise<Void> told = Promise.promise();
        context.runOnContext(go -> {
            LocalTrack local = tracks.get(track.id());
            if (router.isClosed()) {
                told.fail(new CogoException(ErrorCode.UNAVAILABLE, "nobody can be told at the moment"));
            } else if (local != null && !local.isGone()) {
                local.update(track);
                local.addListener(told);
                replicate(local);
            } else if (!ofUsers.enter(userId)) {
                told.fail(new CogoException(
                        ErrorCode.TOO_MANY_CHANNELS, "a user can be on " + MAX_OF_USER + " free channels at most"));
            } else {
                LocalTrack come = new LocalTrack(userId, channel, track);
                come.addListener(told);
                tracks.put(track.id(), come);
                router.add(come);
            }
        });
        return told.future();
    }

    /** Says that a page is there no longer; does nothing when it was not. */
    public Future<Void> remove(UUID id) {
        Promise<Void> told = Promise.promise();
        context.runOnContext(go -> {
            LocalTrack local = tracks.get(id);
            if (local == null || router.isClosed()) {
                told.complete();
                return;
            }
            local.go();
            local.addListener(told);
            if (local.replicator() == null) {
                local.takeListeners().forEach(Promise::tryComplete);
                forget(local);
            } else {
                replicate(local);
            }
        });
        return told.future();
    }

    /** Says that nobody is here any more; completes when the homes know, as far as they can be told. */
    public Future<Void> stop() {
        Future<Void> goodbyes = router.close();
        tracks.clear();
        return goodbyes;
    }

    private static void replicate(LocalTrack local) {
        HomeReplicator<LocalTrack, ?> replicator = local.replicator();
        if (replicator != null) {
            replicator.enqueue(local);
        }
    }

    private void forget(LocalTrack local) {
        router.remove(local);
        if (tracks.remove(local.track().id(), local)) {
            ofUsers.leave(local.userId());
        }
    }
}
