package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.NoticeFormat;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.transport.EventSink;
import io.vertx.core.Future;

/**
 * What is on its way to a client, and what becomes of a slow consumer. Used on the hub's event loop only.
 *
 * <p>A burst of events is not a slow client, so the bytes in flight alone prove nothing. Above the soft limit for a while, or
 * above the hard one, the client <em>lags</em>: it is told so, and events are left out until that notice itself has gone out.
 * When the client reads the notice, all that it missed is in history, and what comes after the notice is without a gap.
 */
final class SlowConsumerPolicy {
    /** How far beyond the hard limit answers may go: those are bounded by what the client may ask. */
    private static final int REPLY_ROOM = 2;

    private final EventSink eventSink;
    private final NoticeFormat format;
    private final RealtimeLimits.Outbound limits;
    private final HubMetrics metrics;
    private boolean full;
    private boolean lagging;
    private boolean lagged;
    private long laggingSince;

    SlowConsumerPolicy(EventSink eventSink, NoticeFormat format, RealtimeLimits.Outbound limits, HubMetrics metrics) {
        this.eventSink = eventSink;
        this.format = format;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Sends an event, unless the client lags. */
    void event(EncodedEvent event) {
        if (lagging) {
            metrics.dropped();
            return;
        }
        long inFlight = eventSink.bytesInFlight();
        // It has caught up since the last look: what waits at the next one is another burst.
        full &= inFlight > limits.softBytes();
        // With nothing in flight even a frame larger than the limit goes: leaving it out each time would help nobody.
        long room = inFlight == 0 ? Long.MAX_VALUE : limits.hardBytes() - inFlight;
        if (!eventSink.event(event, room)) {
            metrics.dropped();
            lag();
        }
    }

    /**
     * Sends an event that the client missed; also while it lags, for it is no more at a time than it has taken before.
     *
     * @return completes when its connection has taken it
     */
    Future<Void> replay(EncodedEvent event) {
        return eventSink.replay(event);
    }

    /**
     * Sends an answer or a notice.
     *
     * @return whether the client took enough of what it was sent before; if not, it has to be closed
     */
    boolean answer(String text) {
        var unused = eventSink.write(text);
        return eventSink.bytesInFlight() <= (long) limits.hardBytes() * REPLY_ROOM;
    }

    /** Sends the last notice; completes when the client's TCP connection has taken it and all before. */
    Future<Void> last(Notice notice) {
        return eventSink.write(format.notice(notice));
    }

    /** Looks at the client from time to time; false when it lags for so long that it has to be closed. */
    boolean keepsUp(long nanoTime) {
        if (lagging) {
            return nanoTime - laggingSince <= limits.lag().toNanos();
        }
        boolean wasFull = full;
        full = eventSink.bytesInFlight() > limits.softBytes();
        if (full && wasFull) {
            lag();
        }
        return true;
    }

    /** Whether events have ever been left out. */
    boolean hasLagged() {
        return lagged;
    }

    private void lag() {
        metrics.lagging();
        lagging = true;
        lagged = true;
        full = false;
        laggingSince = System.nanoTime();
        eventSink.write(format.notice(new Notice.Lagged())).onSuccess(taken -> lagging = false);
    }
}
