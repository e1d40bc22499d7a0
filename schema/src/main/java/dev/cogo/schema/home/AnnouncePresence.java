package dev.cogo.schema.home;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway node tells a home about who is on sessions' channels through it. It is sent every
 * {@link HomeAck#BEAT_MILLIS} without any change, too: a gateway that is silent counts as gone after a while, and the two notice
 * when they disagree. A gateway sends the next entries to a home when it has the answer to those before.
 *
 * @param gateway the gateway node's id
 * @param anew whether only what follows counts: what was told before ends after a while if it is not told again
 * @param count how many entries the gateway has announced to this home, with these
 * @param hash the sum of their {@link #hashOf}
 */
public record AnnouncePresence(String gateway, boolean anew, List<Entry> entries, int count, long hash)
        implements BusRecord {
    /** The most entries at once: each takes about two microseconds of an event loop. */
    public static final int MAX_ENTRIES = 500;

    public AnnouncePresence {
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES) {
            throw CogoException.invalid("more than " + MAX_ENTRIES + " entries at once");
        }
    }

    /**
     * A user on a session's channel.
     *
     * @param devices their connections through the gateway; 0 when they left
     * @param stateAt when they said the state, in milliseconds since 1970: of several gateways' the last one counts
     * @param known whether a home has heard of this entry before, so that others know of it
     */
    public record Entry(
            UUID userId,
            UUID sessionId,
            int devices,
            PresenceStatus status,
            @Nullable Map<String, Object> state,
            long stateAt,
            boolean known) {
        public Entry {
            state = Json.frozen(state);
        }
    }

    /** An entry's part of the hash. */
    public static long hashOf(UUID userId, UUID sessionId) {
        return mixed(mixed(userId.getMostSignificantBits()) ^ userId.getLeastSignificantBits())
                ^ mixed(mixed(sessionId.getLeastSignificantBits()) ^ sessionId.getMostSignificantBits());
    }

    // The finalizer of MurmurHash3: each bit of the input changes half of the output's.
    private static long mixed(long bits) {
        long once = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        long twice = (once ^ once >>> 33) * 0xc4ceb9fe1a85ec53L;
        return twice ^ twice >>> 33;
    }
}
