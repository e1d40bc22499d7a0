package dev.cogo.gateway.realtime.stream;

import io.vertx.core.Future;

/** A stream that a door of its own writes, beside what its codec makes of the session's events. For the hub's event loop. */
public final class SessionStream {
    private final EventStreamConnection connection;
    private final CodecSink sink;
    private final Future<Void> subscribed;

    SessionStream(EventStreamConnection connection, CodecSink sink, Future<Void> subscribed) {
        this.connection = connection;
        this.sink = sink;
        this.subscribed = subscribed;
    }

    /**
     * Completes when no event is missed any more. Fails, with the response untouched, with {@code session_not_found} and what
     * {@link dev.cogo.gateway.realtime.hub.ClientSocket#subscribe} fails with.
     */
    public Future<Void> subscribed() {
        return subscribed;
    }

    /** Completes when the client has gone, or its stream was ended. */
    public Future<Void> ended() {
        return connection.ended();
    }

    /** Writes the last words, and ends the stream. */
    public void end(String last) {
        sink.write(last).onComplete(taken -> connection.finish());
    }
}
