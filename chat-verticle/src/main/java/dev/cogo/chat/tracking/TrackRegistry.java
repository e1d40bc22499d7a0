package dev.cogo.chat.tracking;

import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.chat.replica.GatewayReplica;
import dev.cogo.chat.replica.GatewayReplicas;
import dev.cogo.chat.replica.OwnershipSettling;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.event.TracksChange;
import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.home.TracksAck;
import dev.cogo.schema.presence.Track;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Which pages are on the free channels that are at home here, by the word of the gateways. It keeps what it knows and what it has told
 * apart, and tells the difference. Not thread-safe, and without any clock or bus of its own.
 */
final class TrackRegistry {
    /** Hears what is to be told to a channel. */
    interface Listener {
        void changed(String channel, TracksChange change);

        /** All who are there, instead of what was told before. */
        void listed(String channel, List<Track> everybody);
    }

    private final LongSupplier nanoTime;
    private final Listener listener;
    private final GatewayReplicas<UUID, TrackEntry> gateways;
    private final OwnershipSettling home;
    private final Map<String, ChannelTracks> channels = new HashMap<>();
    private final Set<ChannelTracks> untold = new LinkedHashSet<>();

    TrackRegistry(
            String self,
            Topology topology,
            PresenceLimits limits,
            LongSupplier nanoTime,
            InstantSource clock,
            Listener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.gateways = new GatewayReplicas<>(limits.silence(), limits.grace(), nanoTime, clock);
        this.home = new OwnershipSettling(self, limits.settle());
        home.changed(topology, nanoTime.getAsLong());
    }

    /** How many channels have somebody on them; may be read on any thread. */
    int size() {
        return channels.size();
    }

    /** Takes a gateway's word. */
    TracksAck announced(AnnounceTracks said) {
        GatewayReplica<UUID, TrackEntry> gateway = gateways.heard(said.gateway(), said.anew());
        List<UUID> refused = new ArrayList<>();
        for (AnnounceTracks.Entry entry : said.entries()) {
            TrackEntry before = gateway.get(entry.track().id());
            if (!entry.gone()) {
                if (!put(gateway, before, entry)) {
                    refused.add(entry.track().id());
                }
            } else if (before != null) {
                remove(before);
            }
        }
        return new TracksAck(said.entries().isEmpty() && gateway.differs(said.count(), said.hash()), refused);
    }

    private boolean put(GatewayReplica<UUID, TrackEntry> gateway, TrackEntry before, AnnounceTracks.Entry said) {
        ChannelTracks channel = channels.computeIfAbsent(said.channel(), this::open);
        if (before == null && channel.isFull()) {
            return false;
        }
        TrackEntry entry = before == null ? new TrackEntry(gateway, channel, said.track()) : before;
        entry.update(said.track());
        gateway.put(said.track().id(), entry);
        gateway.confirm(entry);
        channel.put(entry);
        if (said.known() && before == null) {
            if (channel.isSettling()) {
                channel.settle(entry);
            } else if (home.isOf(channel.name())) {
                // Another home has told things of that gateway's pages that are not known here.
                channel.tellAll();
            }
        }
        untold.add(channel);
        return true;
    }

    private void remove(TrackEntry entry) {
        entry.gateway().remove(entry.track().id());
        entry.channel().remove(entry.track().id());
        untold.add(entry.channel());
    }

    private ChannelTracks open(String name) {
        return new ChannelTracks(name, home.settlesAt(name) != null);
    }

    /** Takes note of how the cluster looks now. */
    void changed(Topology now) {
        Topology before = home.topology();
        BitSet came = home.changed(now, nanoTime.getAsLong());
        gateways.changed(before, now);
        for (ChannelTracks channel : List.copyOf(channels.values())) {
            if (!home.isOf(channel.name())) {
                channel.entries()
                        .forEach(entry -> entry.gateway().remove(entry.track().id()));
                channels.remove(channel.name());
                untold.remove(channel);
            } else if (came.get(home.partitionOf(channel.name()))) {
                // It was announced before this node saw that it is its home.
                channel.beginToSettle();
            }
        }
    }

    /** Does what is due by the clock; call it several times a second. */
    void tick() {
        gateways.ended().forEach(this::remove);
        if (home.settled(nanoTime.getAsLong())) {
            channels.values().stream()
                    .filter(channel -> channel.isSettling() && home.settlesAt(channel.name()) == null)
                    .forEach(channel -> {
                        channel.tellAll();
                        untold.add(channel);
                    });
        }
    }

    /** Tells what there is to tell. */
    void publish() {
        for (ChannelTracks channel : untold) {
            if (home.isOf(channel.name())) {
                if (channel.takeList()) {
                    listener.listed(channel.name(), channel.tracks());
                } else {
                    channel.takeChange().ifPresent(change -> listener.changed(channel.name(), change));
                }
            }
            if (channel.isForgotten()) {
                channels.remove(channel.name(), channel);
            }
        }
        untold.clear();
    }

    /** Who is on a channel. */
    List<Track> read(String channel) {
        ChannelTracks tracks = channels.get(channel);
        return tracks == null ? List.of() : tracks.tracks();
    }
}
