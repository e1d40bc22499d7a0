package dev.cogo.runtime.channel;

import dev.cogo.runtime.bus.SequencedEvent;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;

/**
 * The last events of a session's channel, without a hole (a bounded cache by seq). What a later event changes is forgotten with all
 * before it: nobody who catches up may see what was there before. Used on one event loop only.
 */
public final class RecentEvents<E extends SequencedEvent> implements ByteBudget.Holder, Iterable<E> {
    private final int maxEvents;
    private final long maxBytes;
    private final ByteBudget budget;
    private final Deque<E> events = new ArrayDeque<>();
    private long bytes;

    /**
     * None so far.
     *
     * @param maxEvents of this channel
     * @param maxBytes their length together
     * @param budget of all channels
     */
    public RecentEvents(int maxEvents, long maxBytes, ByteBudget budget) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** Keeps an event of the timeline. */
    public void add(E event) {
        if (event.lastSeq() <= last()) {
            return; // Overtaken by a later one, which has emptied this already.
        }
        if (event.revises() || event.firstSeq() != last() + 1) {
            forget();
        }
        events.add(event);
        long more = event.bytes();
        while (events.size() > maxEvents || bytes + more > maxBytes) {
            more -= events.remove().bytes();
        }
        count(more);
    }

    /** Whether what follows the seq is here, as far as anything was added. */
    public boolean follow(long seq) {
        return !events.isEmpty() && events.getFirst().firstSeq() <= seq + 1 && last() > seq;
    }

    /** The place of the last one; 0 when there is none. */
    public long last() {
        return events.isEmpty() ? 0 : events.getLast().lastSeq();
    }

    @Override
    public Iterator<E> iterator() {
        return Collections.unmodifiableCollection(events).iterator();
    }

    @Override
    public void forget() {
        events.clear();
        count(-bytes);
    }

    private void count(long more) {
        bytes += more;
        budget.count(this, more);
    }
}
