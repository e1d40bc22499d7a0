package dev.cogo.gateway.realtime.bridge;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.FrameSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/**
 * A SockJS session over plain HTTP as the hub sees it: it goes on from request to request, and ends when none comes for some
 * seconds. What a client does not fetch waits in the session, so a write is done when a response has taken it.
 */
final class SockJsConnection implements Connection, FrameSource {
    private final SockJSSocket socket;
    private final Promise<Void> ended = Promise.promise();

    /** To be made on the event loop of the session. */
    SockJsConnection(SockJSSocket socket) {
        this.socket = socket;
        socket.closeHandler(closed -> ended.tryComplete());
    }

    @Override
    public Future<Void> write(String text) {
        return socket.write(text);
    }

    @Override
    public void close(CloseCode code) {
        socket.close();
    }

    @Override
    public void abort() {
        // What waits for the client is thrown away. A response that it does not read ends with the server's idle
        // timeout.
        socket.close();
    }

    @Override
    public Future<Void> ended() {
        return ended.future();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }
}
