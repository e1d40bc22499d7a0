package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The buffer of a resequencer: events of one channel that came before those that precede them. Bounded by count and bytes, and by the bytes of all channels
 * of the node: beyond that all of the channel are forgotten, and the timeline has to give them. Used on the registry's event
 * loop only.
 */
final class ReorderBuffer {
    /** The bytes that all channels of a node hold together. */
    static final class Total {
        private long bytes;

        long bytes() {
            return bytes;
        }
    }

    private final RealtimeLimits.Order limits;
    private final Total total;
    private final TreeMap<Long, EncodedEvent> byLastSeq = new TreeMap<>();
    private long bytes;

    ReorderBuffer(RealtimeLimits.Order limits, Total total) {
        this.limits = limits;
        this.total = total;
    }

    void add(EncodedEvent event) {
        remove(event.lastSeq());
        if (byLastSeq.size() >= limits.maxHeldEvents()
                || bytes + event.bytes() > limits.maxHeldBytes()
                || total.bytes + event.bytes() > limits.maxNodeHeldBytes()) {
            clear();
            return;
        }
        byLastSeq.put(event.lastSeq(), event);
        count(event.bytes());
    }

    /** Takes the event that follows a position. Those that were seen by then, whole or in part, are forgotten. */
    Optional<EncodedEvent> after(long position) {
        while (!byLastSeq.isEmpty()) {
            EncodedEvent first = byLastSeq.firstEntry().getValue();
            if (first.firstSeq() > position + 1) {
                break;
            }
            remove(first.lastSeq());
            if (first.firstSeq() == position + 1) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    int size() {
        return byLastSeq.size();
    }

    void clear() {
        byLastSeq.clear();
        count(-bytes);
    }

    private void remove(long lastSeq) {
        EncodedEvent removed = byLastSeq.remove(lastSeq);
        if (removed != null) {
            count(-removed.bytes());
        }
    }

    private void count(long more) {
        bytes += more;
        total.bytes += more;
    }
}
