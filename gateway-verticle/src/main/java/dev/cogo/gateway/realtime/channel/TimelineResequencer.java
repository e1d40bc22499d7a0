package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.message.TimelinePage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the events of one session's channel into the order of their seqs, each once and without a gap, whatever the bus does:
 * several nodes write a session and their events overtake each other, and a node that dies between a commit and its event
 * tells nobody. What is missing for longer than events need to come is read from the timeline. Events without a seq pass at
 * once. Used on the registry's event loop only.
 */
final class TimelineResequencer {
    /** Where the events go. */
    interface Output {
        void event(EncodedEvent event);

        /** Events up to this seq are lost: whoever wants them has to read them from history. */
        void lost(long seq);
    }

    private static final Logger LOG = LoggerFactory.getLogger(TimelineResequencer.class);
    private static final long UNKNOWN = -1;
    private static final long NONE = -1;
    // A seq that exists and can't be read, again and again, must not silence the channel for ever.
    private static final int MAX_FRUITLESS = 6;

    private final Vertx vertx;
    private final UUID sessionId;
    private final String channel;
    private final RealtimeLimits.Order limits;
    private final TimelineReader reader;
    private final TimelineReader.Users users;
    private final ReorderBuffer held;
    private final Output output;
    private final Counter gaps;
    private final Counter losses;
    /** The last seq that was delivered. */
    private long position = UNKNOWN;
    /** The highest seq that is known to exist. */
    private long known;

    private boolean filling;
    private long fillTimer = NONE;
    /** Reads in a row that failed or brought nothing, and how many of them brought nothing. */
    private int tries;

    private int fruitless;
    private boolean closed;

    TimelineResequencer(
            Vertx vertx, UUID sessionId, String channel, Timelines shared, TimelineReader.Users users, Output output) {
        this.vertx = vertx;
        this.sessionId = sessionId;
        this.channel = channel;
        this.limits = shared.limits();
        this.reader = shared.reader();
        this.users = users;
        this.held = new ReorderBuffer(shared.limits(), shared.held());
        this.output = output;
        MeterRegistry registry = NodeMetrics.of(vertx);
        this.gaps = registry.counter("cogo.realtime.gaps");
        this.losses = registry.counter("cogo.realtime.timelines.lost");
    }

    /**
     * Delivers from now on what comes after a seq, which a home told that sends everything later: what came from it before is
     * held.
     */
    void begin(long seq) {
        if (!closed) {
            position = seq;
            known = Math.max(known, seq);
            settle();
        }
    }

    /** The last seq that was delivered. */
    long position() {
        return position;
    }

    /** Takes an event from the bus. */
    void handle(EventEnvelope envelope) {
        if (closed) {
            return;
        }
        EncodedEvent event = EncodedEvent.ofSession(envelope);
        if (!event.inTimeline()) {
            output.event(event);
            return;
        }
        known = Math.max(known, event.lastSeq());
        if (position != UNKNOWN && event.firstSeq() == position + 1) {
            deliver(event);
            settle();
        } else if (event.lastSeq() > position) {
            held.add(event);
            settle();
        }
    }

    /**
     * Hears how far the timeline goes; what did not come of it is got.
     *
     * @param back whether it went back. Then the database is asked itself, for this node may have heard of later events since
     */
    void headAt(long seq, boolean back) {
        if (closed || position == UNKNOWN) {
            return;
        }
        if (seq > position) {
            known = Math.max(known, seq);
            settle();
        } else if (back && seq < position) {
            look().onFailure(failure -> LOG.debug("the end of {} can't be read: {}", channel, failure.getMessage()));
        }
    }

    /** Asks the database for the seq of the last event; what this node has not heard of it is got. */
    Future<Long> look() {
        long asked = position;
        return reader.lastSeq(sessionId, users).onSuccess(lastSeq -> learn(asked, lastSeq));
    }

    /** Reads what follows a seq, without delivering it. */
    Future<TimelinePage> read(long seq) {
        return reader.after(seq, sessionId, users);
    }

    void close() {
        closed = true;
        held.clear();
        stopTimer();
    }

    private void deliver(EncodedEvent event) {
        position = event.lastSeq();
        output.event(event);
    }

    /** Delivers what can be, and sees to it that what is missing gets filled. */
    private void settle() {
        if (position == UNKNOWN) {
            return;
        }
        for (Optional<EncodedEvent> next = held.after(position); next.isPresent(); next = held.after(position)) {
            deliver(next.get());
        }
        if (known <= position) {
            advanced();
            stopTimer();
        } else if (fillTimer == NONE && !filling) {
            fillAfter(limits.gapWait());
        }
    }

    private void fillAfter(Duration wait) {
        fillTimer = vertx.setTimer(wait.toMillis(), fired -> {
            fillTimer = NONE;
            fill();
        });
    }

    private void fill() {
        filling = true;
        gaps.increment();
        long asked = position;
        reader.after(asked, sessionId, users)
                .onComplete(
                        page -> {
                            filling = false;
                            filled(asked, page);
                        },
                        failure -> {
                            filling = false;
                            LOG.debug("the timeline of {} can't be read: {}", channel, failure.getMessage());
                            if (!closed) {
                                again();
                            }
                        });
    }

    private void filled(long asked, TimelinePage page) {
        if (closed || !learn(asked, page.lastSeq())) {
            return;
        }
        for (ChannelEvent item : page.items()) {
            Long seq = item.seq();
            if (seq != null && seq > position) {
                deliver(EncodedEvent.ofTimeline(channel, item, seq));
            }
        }
        if (position > asked) {
            advanced();
        } else if (known > position) {
            fruitless++;
            if (fruitless > MAX_FRUITLESS) {
                lose(page.lastSeq());
            } else {
                again();
            }
            return;
        }
        if (known > position && page.next() != null) {
            stopTimer();
            fill();
        } else {
            settle();
        }
    }

    /** Takes note of the database's last seq; false when the timeline went back. */
    private boolean learn(long asked, long lastSeq) {
        if (closed) {
            return false;
        }
        if (lastSeq < asked) {
            // What was delivered is there no more: the database lost its last transactions (CHAT_DURABILITY=relaxed),
            // and gives their seqs to other events.
            lose(lastSeq);
            return false;
        }
        known = Math.max(known, lastSeq);
        settle();
        return true;
    }

    private void lose(long lastSeq) {
        LOG.warn("the timeline of {} was at {} and goes on after {}: events are lost", channel, position, lastSeq);
        losses.increment();
        held.clear();
        stopTimer();
        position = lastSeq;
        known = lastSeq;
        advanced();
        output.lost(lastSeq);
    }

    private void again() {
        stopTimer();
        long doubled = limits.retryMin().toMillis() << Math.min(tries, 20);
        tries++;
        long wait = Math.min(doubled, limits.retryMax().toMillis());
        // Spread, so that the channels of a node do not all come back at the same moment.
        fillAfter(Duration.ofMillis(1 + wait / 2 + ThreadLocalRandom.current().nextLong(1 + wait / 2)));
    }

    private void advanced() {
        tries = 0;
        fruitless = 0;
    }

    private void stopTimer() {
        if (fillTimer != NONE) {
            vertx.cancelTimer(fillTimer);
            fillTimer = NONE;
        }
    }
}
