package dev.cogo.gateway.realtime.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A byte budget for caches: the bytes of the events that a node keeps for clients that come back, whatever the channel. When there are too many, those who
 * were filled the longest ago forget theirs. Used on the registry's event loop only.
 */
final class EventCacheBudget {
    /** Keeps events, and counts them here. */
    interface Holder {
        /** Forgets all, and takes it off the count. */
        void forget();
    }

    private final long maxBytes;
    /** The one that was filled the longest ago first. */
    private final Map<Holder, Long> bytesOf = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    EventCacheBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Counts what the holder has more, or less, than before. */
    void count(Holder holder, long more) {
        bytes += more;
        if (bytesOf.merge(holder, more, Long::sum) == 0) {
            bytesOf.remove(holder);
        }
        while (bytes > maxBytes) {
            bytesOf.keySet().iterator().next().forget();
        }
    }

    long bytes() {
        return bytes;
    }
}
