package dev.cogo.gateway.realtime.home;

import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.presence.Track;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An entry of {@link LocalTracks}: a page on a free channel, and how much of that the channel's home knows. Used on the book's event loop. */
final class LocalTrack extends SoftState<LocalTrack> {
    private final UUID userId;
    private final String channel;
    private final long hash;
    private Track track;
    private boolean gone;
    private boolean known;
    private List<Promise<Void>> listeners = new ArrayList<>(1);

    LocalTrack(UUID userId, String channel, Track track) {
        this.userId = userId;
        this.channel = channel;
        this.track = track;
        this.hash = AnnounceTracks.hashOf(track.id());
    }

    UUID userId() {
        return userId;
    }

    Track track() {
        return track;
    }

    void update(Track now) {
        track = now;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    long hash() {
        return hash;
    }

    @Override
    boolean isAwaited() {
        return false;
    }

    @Override
    boolean isGone() {
        return gone;
    }

    void go() {
        gone = true;
    }

    /** A home has answered; the next one hears that it is not the first. */
    void acknowledged() {
        known = true;
    }

    /** Who wants to know when what is true now has been told. */
    void addListener(Promise<Void> told) {
        listeners.add(told);
    }

    List<Promise<Void>> takeListeners() {
        List<Promise<Void>> taken = listeners;
        listeners = new ArrayList<>(1);
        return taken;
    }

    AnnounceTracks.Entry entry() {
        return new AnnounceTracks.Entry(channel, track, known, gone);
    }
}
