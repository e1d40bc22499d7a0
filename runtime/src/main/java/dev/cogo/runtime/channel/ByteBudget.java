package dev.cogo.runtime.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A byte budget for caches: the bytes of what all holders keep. When there are too many, those who were filled the longest ago
 * forget theirs (least recently used). Used on one event loop only.
 */
public final class ByteBudget {
    /** Keeps something, and counts it here. */
    public interface Holder {
        /** Forgets all, and takes it off the count. */
        void forget();
    }

    private final long maxBytes;
    /** The one that was filled the longest ago first. */
    private final Map<Holder, Long> bytesOf = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    public ByteBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Counts what the holder has more, or less, than before. */
    public void count(Holder holder, long more) {
        bytes += more;
        if (bytesOf.merge(holder, more, Long::sum) == 0) {
            bytesOf.remove(holder);
        }
        while (bytes > maxBytes) {
            bytesOf.keySet().iterator().next().forget();
        }
    }
}
