package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.channel.ByteBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last pages that were read of a session's timeline, for whoever needs them next. Used on the registry's event loop only. */
final class PageCache implements ByteBudget.Holder {
    private final RealtimeLimits.Recovery limits;
    private final ByteBudget memory;
    private final Deque<List<EncodedEvent>> pages = new ArrayDeque<>();
    private long bytes;
    private boolean used;

    PageCache(RealtimeLimits.Recovery limits, ByteBudget memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Keeps a page that is not empty and has no hole. */
    void add(List<EncodedEvent> page) {
        pages.add(page);
        used = true;
        count(bytesOf(page));
        while (pages.size() > limits.keptPages()) {
            count(-bytesOf(pages.remove()));
        }
    }

    /** A page of what follows the seq; empty when that is not here. */
    List<EncodedEvent> after(long seq) {
        for (List<EncodedEvent> page : pages) {
            if (page.getFirst().firstSeq() <= seq + 1 && page.getLast().lastSeq() > seq) {
                used = true;
                return limits.page(page, seq);
            }
        }
        return List.of();
    }

    /** Whether somebody needed one since this was asked last. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    @Override
    public void forget() {
        pages.clear();
        count(-bytes);
    }

    private void count(long more) {
        bytes += more;
        memory.count(this, more);
    }

    private static long bytesOf(List<EncodedEvent> page) {
        return page.stream().mapToLong(EncodedEvent::bytes).sum();
    }
}
