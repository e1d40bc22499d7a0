package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last events of a session's channel as they were delivered, without a hole. Used on the registry's event loop only.
 *
 * <p>When a message is changed or deleted all before it are forgotten: nobody who catches up may see what was there before.
 */
final class EventCache implements EventCacheBudget.Holder {
    private final RealtimeLimits.Recovery limits;
    private final EventCacheBudget memory;
    private final Deque<EncodedEvent> events = new ArrayDeque<>();
    private long bytes;

    EventCache(RealtimeLimits.Recovery limits, EventCacheBudget memory) {
        this.limits = limits;
        this.memory = memory;
    }

    void add(EncodedEvent event) {
        boolean follows = !events.isEmpty() && events.getLast().lastSeq() + 1 == event.firstSeq();
        if (!follows || event.revises()) {
            forget();
        }
        // The frames that are made of it now are not those of who comes back.
        events.add(event.bare());
        count(event.bytes());
        while (events.size() > limits.recentEvents() || bytes > limits.recentBytes()) {
            count(-events.remove().bytes());
        }
    }

    /** A page of what follows the seq; empty when that is not here. */
    List<EncodedEvent> after(long seq) {
        boolean here = !events.isEmpty()
                && events.getFirst().firstSeq() <= seq + 1
                && events.getLast().lastSeq() > seq;
        List<EncodedEvent> page = here ? limits.page(events, seq) : List.of();
        // A batch that the client has in part can't be given; the timeline has its messages one by one.
        return page.isEmpty() || page.getFirst().firstSeq() != seq + 1 ? List.of() : page;
    }

    @Override
    public void forget() {
        events.clear();
        count(-bytes);
    }

    private void count(long more) {
        bytes += more;
        if (more != 0) {
            memory.count(this, more);
        }
    }
}
