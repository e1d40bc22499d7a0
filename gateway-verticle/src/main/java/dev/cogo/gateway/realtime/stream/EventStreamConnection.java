package dev.cogo.gateway.realtime.stream;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.RawSocket;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** A response that goes on, as the hub sees it. Its head goes out with the first thing that is written. */
final class EventStreamConnection implements Connection {
    private final HttpServerResponse response;
    private final Channel channel;
    private final String first;
    private final Promise<Void> ended = Promise.promise();
    private boolean begun;

    /** @param first what stands before all else */
    EventStreamConnection(Context context, HttpServerRequest request, String first) {
        this.response = request.response();
        this.first = first;
        // As SockJsConnection does: only the channel can end a connection whose client does not read.
        this.channel = ((ConnectionBase) request.connection()).channel();
        channel.closeFuture().addListener(closed -> context.runOnContext(go -> ended.tryComplete()));
    }

    /** Whether the answer is a stream by now. */
    boolean hasBegun() {
        return begun;
    }

    /** Gives the request back before anything was written: it gets another answer. */
    void giveBack() {
        ended.tryComplete();
    }

    @Override
    public Future<Void> write(String text) {
        if (ended.future().isComplete() || response.ended()) {
            return Future.failedFuture("the stream has ended");
        }
        if (begun) {
            return response.write(text);
        }
        begun = true;
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // The end of the stream is the connection's, so that nobody waits for one that is kept.
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                // nginx would wait for more before it hands on what there is.
                .putHeader("X-Accel-Buffering", "no");
        return response.write(first + text);
    }

    @Override
    public void close(CloseCode code) {
        finish();
    }

    /** Ends the answer. */
    void finish() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    @Override
    public void abort() {
        RawSocket.abort(channel);
    }

    @Override
    public Future<Void> ended() {
        return ended.future();
    }
}
