package dev.cogo.chat.tracking;

import dev.cogo.chat.replica.GatewayReplica;
import dev.cogo.chat.replica.ReplicaEntry;
import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.presence.Track;
import java.util.UUID;

/** A page on a free channel, as its gateway says. */
final class TrackEntry extends ReplicaEntry {
    private final GatewayReplica<UUID, TrackEntry> gateway;
    private final ChannelTracks channel;
    private final long hash;
    private Track track;

    TrackEntry(GatewayReplica<UUID, TrackEntry> gateway, ChannelTracks channel, Track track) {
        this.gateway = gateway;
        this.channel = channel;
        this.hash = AnnounceTracks.hashOf(track.id());
        this.track = track;
    }

    GatewayReplica<UUID, TrackEntry> gateway() {
        return gateway;
    }

    ChannelTracks channel() {
        return channel;
    }

    @Override
    public long hash() {
        return hash;
    }

    Track track() {
        return track;
    }

    void update(Track now) {
        track = now;
    }
}
