package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.channel.RecentEvents;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.TimelinePage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clients missed of one session's channel: from the events that passed lately, else from the timeline. However many clients
 * come back, the timeline is read by one query at a time, and each page serves everybody who waits for a part of it. Used on the
 * registry's event loop only.
 */
final class CatchUp {
    private static final long NONE = -1;

    private record Early(long seq, Promise<List<EncodedEvent>> answer) {}

    private final Vertx vertx;
    private final String channel;
    private final TimelineResequencer order;
    private final RealtimeLimits.Recovery limits;
    private final RecentEvents<EncodedEvent> recent;
    private final PageCache kept;
    private final RequestCoalescer<Long> lastSeq;
    /** Who waits for a page of the timeline, by the seq that it has to follow. */
    private final TreeMap<Long, List<Promise<List<EncodedEvent>>>> waiting = new TreeMap<>();
    /** Who knows more than this node has heard. */
    private List<Early> early = new ArrayList<>();

    private boolean reading;
    /** Where the last page ended: reading goes upwards and then begins anew, so that everybody's turn comes. */
    private long readUpTo;
    /** How often something was changed that pages read before may show. */
    private int revisions;

    private long keepTimer = NONE;
    private boolean closed;

    CatchUp(Vertx vertx, String channel, TimelineResequencer order, Timelines shared) {
        this.vertx = vertx;
        this.channel = channel;
        this.order = order;
        this.limits = shared.recovery();
        this.recent = new RecentEvents<>(limits.recentEvents(), limits.recentBytes(), shared.memory());
        this.kept = new PageCache(limits, shared.memory());
        this.lastSeq = new RequestCoalescer<>(order::look);
    }

    /**
     * A page of the events that follow the seq. It is empty when there are none, also when the seq is beyond the database's last
     * one, and does not begin with the next seq when what lies between is no longer kept. The last ones may be ahead of what
     * was delivered. Fails with what kept it from being read.
     */
    Future<List<EncodedEvent>> after(long seq) {
        if (closed) {
            return Future.failedFuture(away());
        }
        if (seq > order.position()) {
            return lastSeq.ask().compose(last -> seq > last ? Future.succeededFuture(List.of()) : whenHeard(seq));
        }
        return inMemory(seq).map(Future::succeededFuture).orElseGet(() -> whenRead(seq));
    }

    /** Takes note of an event of the timeline that was just delivered. */
    void passed(EncodedEvent event) {
        // The frames that are made of it now are not those of who comes back.
        recent.add(event.bare());
        if (event.revises()) {
            kept.forget();
            revisions++;
        }
        if (!early.isEmpty()) {
            retryEarly();
        }
    }

    /** Forgets all: the timeline went on elsewhere. */
    void lost() {
        recent.forget();
        kept.forget();
        revisions++;
        retryEarly();
    }

    void close() {
        closed = true;
        recent.forget();
        kept.forget();
        if (keepTimer != NONE) {
            vertx.cancelTimer(keepTimer);
        }
        failAll(away());
        early.forEach(client -> client.answer().tryFail(away()));
        early.clear();
    }

    private Optional<List<EncodedEvent>> inMemory(long seq) {
        if (seq == order.position()) {
            return Optional.of(List.of());
        }
        List<EncodedEvent> page = recent.follow(seq) ? limits.page(recent, seq) : List.of();
        // A batch that the client has in part can't be given; the timeline has its messages one by one.
        if (page.isEmpty() || page.getFirst().firstSeq() != seq + 1) {
            page = kept.after(seq);
        }
        return page.isEmpty() ? Optional.empty() : Optional.of(page);
    }

    /** The seq exists, but its event is still on its way to this node. */
    private Future<List<EncodedEvent>> whenHeard(long seq) {
        if (closed || seq <= order.position()) {
            return after(seq);
        }
        Early client = new Early(seq, Promise.promise());
        early.add(client);
        long patience = vertx.setTimer(limits.patience().toMillis(), late -> {
            early.remove(client);
            client.answer().tryFail(away());
        });
        return client.answer().future().onComplete(done -> vertx.cancelTimer(patience));
    }

    private void retryEarly() {
        List<Early> all = early;
        early = new ArrayList<>();
        for (Early client : all) {
            if (client.seq() > order.position()) {
                early.add(client);
            } else {
                after(client.seq()).onComplete(client.answer()::handle);
            }
        }
    }

    private Future<List<EncodedEvent>> whenRead(long seq) {
        Promise<List<EncodedEvent>> answer = Promise.promise();
        waiting.computeIfAbsent(seq, none -> new ArrayList<>()).add(answer);
        readNext();
        return answer.future();
    }

    private void readNext() {
        if (reading || waiting.isEmpty()) {
            return;
        }
        reading = true;
        Long higher = waiting.ceilingKey(readUpTo);
        long from = higher == null ? waiting.firstKey() : higher;
        int revision = revisions;
        order.read(from)
                .onComplete(
                        page -> {
                            reading = false;
                            wasRead(from, page, revision);
                        },
                        failure -> {
                            reading = false;
                            failAll(failure);
                        });
    }

    private void wasRead(long from, TimelinePage page, int revision) {
        List<EncodedEvent> events = new ArrayList<>(page.items().size());
        for (ChannelEvent item : page.items()) {
            Long seq = item.seq();
            if (seq != null && seq > from) {
                events.add(EncodedEvent.ofTimeline(channel, item, seq));
            }
        }
        if (events.isEmpty()) {
            readUpTo = from + 1;
            answer(waiting.subMap(from, from + 1), events);
        } else {
            readUpTo = events.getLast().lastSeq();
            if (revision == revisions && !closed) {
                keep(events);
            }
            answer(waiting.subMap(from, readUpTo), events);
        }
        readNext();
    }

    private void answer(SortedMap<Long, List<Promise<List<EncodedEvent>>>> clients, List<EncodedEvent> events) {
        List<Long> seqs = List.copyOf(clients.keySet());
        for (long seq : seqs) {
            List<EncodedEvent> page = limits.page(events, seq);
            waiting.remove(seq).forEach(client -> client.tryComplete(page));
        }
    }

    private void keep(List<EncodedEvent> events) {
        kept.add(events);
        if (keepTimer == NONE) {
            keepTimer = vertx.setTimer(limits.keep().toMillis(), over -> keepOn());
        }
    }

    private void keepOn() {
        keepTimer = NONE;
        if (kept.takeUsed()) {
            keepTimer = vertx.setTimer(limits.keep().toMillis(), over -> keepOn());
        } else {
            kept.forget();
        }
    }

    private void failAll(Throwable failure) {
        List<List<Promise<List<EncodedEvent>>>> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(clients -> clients.forEach(client -> client.tryFail(failure)));
    }

    private static CogoException away() {
        return new CogoException(ErrorCode.UNAVAILABLE, "what was missed can't be read now, try again");
    }
}
