package dev.cogo.gateway.realtime.event;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every number that bounds a realtime connection. */
public record RealtimeLimits(Inbound inbound, Outbound outbound, Times times, Order order, Recovery recovery) {
    /**
     * What a client may send.
     *
     * @param maxFrameBytes longest frame, in bytes of UTF-8; a longer one is refused with {@code payload_too_large}
     * @param framesPerSecond frames a second that are served over time; more are refused with {@code rate_limited}
     * @param frameBurst frames that may come at once; twice as many close the connection
     * @param maxChannels channels on one connection; more are refused with {@code too_many_channels}
     * @param maxPendingCalls calls without an answer yet; more are refused with {@code overloaded}
     * @param maxSockets connections on one event loop; more are closed with {@link CloseCode#OVERLOADED}
     * @param maxWaiting of them those without a login; when there are more, the one that has waited longest is closed with {@link
     *     CloseCode#LOGIN_TIMEOUT}, so that nobody can keep others from coming in
     * @param maxUserSockets connections of one user to a node; more are closed with {@link CloseCode#TOO_MANY_SOCKETS}
     */
    public record Inbound(
            int maxFrameBytes,
            int framesPerSecond,
            int frameBurst,
            int maxChannels,
            int maxPendingCalls,
            int maxSockets,
            int maxWaiting,
            int maxUserSockets) {
        public Inbound {
            positive(maxFrameBytes, "maxFrameBytes");
            positive(framesPerSecond, "framesPerSecond");
            positive(frameBurst, "frameBurst");
            positive(maxChannels, "maxChannels");
            positive(maxPendingCalls, "maxPendingCalls");
            positive(maxSockets, "maxSockets");
            positive(maxWaiting, "maxWaiting");
            positive(maxUserSockets, "maxUserSockets");
        }
    }

    /**
     * What waits for a client that reads slowly, in bytes written but not yet taken by its TCP connection.
     *
     * @param softBytes more than this, held for a {@link Times#sweep}, and the client is told that it lags
     * @param hardBytes more than this, and no further event is queued at all
     * @param lag how long a client may lag before it is closed
     */
    public record Outbound(int softBytes, int hardBytes, Duration lag) {
        public Outbound {
            positive(softBytes, "softBytes");
            positive(lag, "lag");
            if (hardBytes < softBytes) {
                throw new IllegalArgumentException("hardBytes must be at least softBytes");
            }
        }
    }

    /**
     * How long things may take.
     *
     * @param login without a token, before the connection is closed
     * @param idle without a frame from the client. Browsers slow the timers of a hidden page down to one a minute, so it
     *     must be more than that
     * @param close from a close to the end of the TCP connection, whether the client answers or not
     * @param reconnectSpread over which clients are told to come back when the node stops
     * @param channelLinger that a node keeps a channel without listeners, so that reloaded pages don't churn the cluster
     * @param presenceLinger that a user without connections still counts as present: a page that reloads makes no event,
     *     also when it comes back through another node
     * @param sweep between two looks at every connection
     * @param heartbeat between two SockJS heartbeats, which keep proxies from closing silent connections
     */
    public record Times(
            Duration login,
            Duration idle,
            Duration close,
            Duration reconnectSpread,
            Duration channelLinger,
            Duration presenceLinger,
            Duration sweep,
            Duration heartbeat) {
        public Times {
            positive(login, "login");
            positive(idle, "idle");
            positive(close, "close");
            positive(reconnectSpread, "reconnectSpread");
            positive(channelLinger, "channelLinger");
            positive(presenceLinger, "presenceLinger");
            positive(sweep, "sweep");
            positive(heartbeat, "heartbeat");
        }
    }

    /**
     * How a node keeps the timelines that it listens to in order.
     *
     * @param gapWait that missing events may still come by the bus: two nodes' events overtake each other by a few
     *     milliseconds, and each gap that is not waited for costs a query
     * @param retryMin before a timeline that could not be read is read again; doubled each time
     * @param retryMax the longest such wait
     * @param maxHeldEvents events of one channel that wait for an earlier one
     * @param maxHeldBytes their length together
     * @param maxNodeHeldBytes the length of all that wait on a node
     * @param fillEvents missing events that are read at once
     * @param maxFills channels of a node that read at the same time: with {@code fillEvents} of the longest messages each
     *     they hold about 16 MiB
     */
    public record Order(
            Duration gapWait,
            Duration retryMin,
            Duration retryMax,
            int maxHeldEvents,
            int maxHeldBytes,
            int maxNodeHeldBytes,
            int fillEvents,
            int maxFills) {
        public Order {
            positive(gapWait, "gapWait");
            positive(retryMin, "retryMin");
            positive(retryMax, "retryMax");
            positive(maxHeldEvents, "maxHeldEvents");
            positive(maxHeldBytes, "maxHeldBytes");
            positive(maxNodeHeldBytes, "maxNodeHeldBytes");
            positive(fillEvents, "fillEvents");
            positive(maxFills, "maxFills");
        }
    }

    /**
     * What is done for clients that come back and say what they have.
     *
     * @param maxEvents events that are replayed at most; who missed more reads the session anew
     * @param pageEvents events that a client is sent before it has taken them
     * @param pageBytes their length together, save when a single event is longer
     * @param recentEvents events that a node keeps of each channel as they pass
     * @param recentBytes their length together
     * @param keptPages pages of a timeline that a node keeps for others who need them
     * @param keep for how long, and longer while somebody needs them
     * @param nodeBytes the length of all events that a node keeps; the frames made of them come on top, one for each door
     *     that needs it
     * @param patience that a node may need to hear what its client has heard elsewhere
     */
    public record Recovery(
            int maxEvents,
            int pageEvents,
            int pageBytes,
            int recentEvents,
            int recentBytes,
            int keptPages,
            Duration keep,
            int nodeBytes,
            Duration patience) {
        public Recovery {
            positive(maxEvents, "maxEvents");
            positive(pageEvents, "pageEvents");
            positive(pageBytes, "pageBytes");
            positive(recentEvents, "recentEvents");
            positive(recentBytes, "recentBytes");
            positive(keptPages, "keptPages");
            positive(keep, "keep");
            positive(nodeBytes, "nodeBytes");
            positive(patience, "patience");
        }

        /** The first page of those among ordered events that are beyond a seq; at least one if there is any. */
        public List<EncodedEvent> page(Iterable<EncodedEvent> events, long seq) {
            List<EncodedEvent> page = new ArrayList<>();
            int bytes = 0;
            for (EncodedEvent event : events) {
                if (event.lastSeq() <= seq) {
                    continue;
                }
                bytes += event.bytes();
                if (!page.isEmpty() && (page.size() == pageEvents || bytes > pageBytes)) {
                    break;
                }
                page.add(event);
            }
            return page;
        }
    }

    // A frame inside a SockJS array has its quotes and backslashes escaped once more, and those may be escapes already.
    private static final int SOCKJS_GROWTH = 4;

    /** What a node uses unless told otherwise. */
    public static RealtimeLimits defaults() {
        return new RealtimeLimits(
                // The longest message (32 KiB of content) fits in a frame even if each character needs an escape.
                new Inbound(128 * 1024, 100, 500, 200, 256, 50_000, 10_000, 100),
                new Outbound(512 * 1024, 4 * 1024 * 1024, Duration.ofSeconds(10)),
                new Times(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(25)),
                new Order(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        256,
                        1024 * 1024,
                        64 * 1024 * 1024,
                        50,
                        8),
                new Recovery(
                        10_000,
                        50,
                        64 * 1024,
                        256,
                        256 * 1024,
                        20,
                        Duration.ofSeconds(5),
                        64 * 1024 * 1024,
                        Duration.ofSeconds(8)));
    }

    public RealtimeLimits with(Inbound changed) {
        return new RealtimeLimits(changed, outbound, times, order, recovery);
    }

    public RealtimeLimits with(Outbound changed) {
        return new RealtimeLimits(inbound, changed, times, order, recovery);
    }

    public RealtimeLimits with(Times changed) {
        return new RealtimeLimits(inbound, outbound, changed, order, recovery);
    }

    public RealtimeLimits with(Order changed) {
        return new RealtimeLimits(inbound, outbound, times, changed, recovery);
    }

    public RealtimeLimits with(Recovery changed) {
        return new RealtimeLimits(inbound, outbound, times, order, changed);
    }

    /**
     * Sets what the server under the doors must know: it has to let a frame through that is only somewhat too long, so that
     * the door can answer it, and must not compress (with permessage-deflate a delivery costs four times the CPU, and each
     * connection hundreds of kilobytes).
     */
    public HttpServerOptions applyTo(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(maxMessageBytes())
                .setMaxWebSocketMessageSize(maxMessageBytes())
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout((int) Math.max(1, times.close.toSeconds()));
    }

    /** The longest message that the server under the doors lets through. */
    public int maxMessageBytes() {
        return inbound.maxFrameBytes * SOCKJS_GROWTH;
    }

    private static void positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
    }

    private static void positive(Duration value, String name) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least a millisecond");
        }
    }
}
