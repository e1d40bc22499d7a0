package dev.cogo.schema.home;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.presence.Track;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/**
 * What a gateway node tells a home about the pages on free channels that are connected to it; as {@link AnnouncePresence} for sessions.
 *
 * @param gateway the gateway node's id
 * @param anew whether only what follows counts: what was told before ends after a while if it is not told again
 * @param count how many entries the gateway has announced to this home, with these
 * @param hash the sum of their {@link #hashOf}
 */
public record AnnounceTracks(String gateway, boolean anew, List<Entry> entries, int count, long hash)
        implements BusRecord {
    /** The most entries at once: each may have a state of a kilobyte. */
    public static final int MAX_ENTRIES = 200;

    public AnnounceTracks {
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES) {
            throw CogoException.invalid("more than " + MAX_ENTRIES + " entries at once");
        }
    }

    /**
     * A page on a free channel.
     *
     * @param channel the channel's name
     * @param known whether a home has heard of this entry before, so that others know of it
     * @param gone whether it has left
     */
    public record Entry(String channel, Track track, boolean known, boolean gone) {}

    /** An entry's part of the hash. */
    public static long hashOf(UUID id) {
        return AnnouncePresence.hashOf(id, id);
    }
}
