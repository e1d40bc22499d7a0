package dev.cogo.schema.home;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.List;

/**
 * What a gateway node tells a home about its listeners. It is sent from time to time without any change, too, so that the two
 * notice when they disagree. Messages of a gateway to a home are handled in the order in which they were sent.
 *
 * @param gateway the gateway node's id
 * @param anew whether the home is to forget what the gateway told it before this
 * @param leaves channels that nobody listens to there any more
 * @param joins channels that somebody listens to from now on; repeating one does no harm
 * @param count how many channels the gateway has announced to this home, with these
 * @param hash the sum of their {@link #hashOf}
 */
public record AnnounceInterest(
        String gateway, boolean anew, List<String> leaves, List<String> joins, int count, long hash)
        implements BusRecord {
    /** The most channels that may be named at once: each takes about half a microsecond of an event loop. */
    public static final int MAX_CHANNELS = 1000;

    public AnnounceInterest {
        leaves = List.copyOf(leaves);
        joins = List.copyOf(joins);
        if (leaves.size() + joins.size() > MAX_CHANNELS) {
            throw CogoException.invalid("more than " + MAX_CHANNELS + " channels at once");
        }
    }

    /** A channel's part of the hash: 64-bit FNV-1a of its name. */
    public static long hashOf(String channel) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < channel.length(); i++) {
            hash = (hash ^ channel.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
