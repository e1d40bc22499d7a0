package dev.cogo.gateway.realtime;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;

/**
 * What is on its way to a client, counted by the futures of the writes: the transport's own "queue full" does not see what is
 * stuck in the connection. Used on the hub's event loop only.
 *
 * <p>A burst of events is not a slow client, so the count alone proves nothing. Above the soft limit for a while, or above the
 * hard one, the client <em>lags</em>: it is told so, and events are left out until that notice itself has gone out. When the
 * client reads the notice, all that it missed is in history, and what comes after the notice is without a gap.
 */
final class Outbound {
    /** How far beyond the hard limit answers may go: those are bounded by what the client may ask. */
    private static final int REPLY_ROOM = 2;

    private final Connection connection;
    private final RealtimeLimits.Outbound limits;
    private final String laggedNotice;
    private long inFlight;
    private boolean full;
    private boolean lagging;
    private boolean lagged;
    private long laggingSince;

    Outbound(Connection connection, RealtimeLimits.Outbound limits, String laggedNotice) {
        this.connection = connection;
        this.limits = limits;
        this.laggedNotice = laggedNotice;
    }

    /** Sends an event, unless the client lags. */
    void event(ChannelEvent.Frame frame) {
        if (lagging) {
            return;
        }
        // With nothing in flight even a frame larger than the limit goes: leaving it out each time would help nobody.
        if (inFlight > 0 && inFlight + frame.bytes() > limits.hardBytes()) {
            lag();
        } else {
            write(frame.text(), frame.bytes());
        }
    }

    /**
     * Sends an event that the client missed; also while it lags, for it is no more at a time than it has taken before.
     *
     * @return completes when its connection has taken it
     */
    Future<Void> replay(ChannelEvent.Frame frame) {
        return write(frame.text(), frame.bytes());
    }

    /**
     * Sends an answer or a notice.
     *
     * @return whether the client took enough of what it was sent before; if not, it has to be closed
     */
    boolean answer(String text) {
        write(text, ByteBufUtil.utf8Bytes(text));
        return inFlight <= (long) limits.hardBytes() * REPLY_ROOM;
    }

    /** Sends the last notice; completes when the client's TCP connection has taken it and all before. */
    Future<Void> last(String text) {
        return write(text, ByteBufUtil.utf8Bytes(text));
    }

    /** Looks at the client from time to time; false when it lags for so long that it has to be closed. */
    boolean keepsUp(long nanoTime) {
        if (lagging) {
            return nanoTime - laggingSince <= limits.lag().toNanos();
        }
        boolean wasFull = full;
        full = inFlight > limits.softBytes();
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
        lagging = true;
        lagged = true;
        full = false;
        laggingSince = System.nanoTime();
        write(laggedNotice, laggedNotice.length()).onSuccess(taken -> lagging = false);
    }

    private Future<Void> write(String text, int bytes) {
        inFlight += bytes;
        return connection.write(text).onComplete(done -> inFlight -= bytes);
    }
}
