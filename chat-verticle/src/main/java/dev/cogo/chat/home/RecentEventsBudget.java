package dev.cogo.chat.home;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of the events that a home keeps, of all channels together. When there are too many, the channels to which nothing was
 * added for the longest time lose theirs. Used on the home's event loop only.
 */
final class RecentEventsBudget {
    private final long maxBytes;
    /** Those to which nothing was added for the longest time first. */
    private final Map<RecentEvents, Long> bytesOf = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    RecentEventsBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes note of how many bytes a channel's events have now. */
    void holds(RecentEvents events, long now) {
        Long before = now == 0 ? bytesOf.remove(events) : bytesOf.put(events, now);
        bytes += now - (before == null ? 0 : before);
        while (bytes > maxBytes) {
            bytesOf.keySet().iterator().next().clear();
        }
    }
}
