package dev.cogo.gateway.realtime;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/** A SockJS socket, in SockJS's framing or over a plain WebSocket, as the hub sees it. */
final class SockJsConnection implements Connection {
    private final SockJSSocket socket;
    private final Context context;
    private final Channel channel;
    private final Promise<Void> ended = Promise.promise();

    /** To be made on the event loop of the socket. */
    SockJsConnection(Vertx vertx, SockJSSocket socket) {
        this.socket = socket;
        this.context = vertx.getOrCreateContext();
        // Neither SockJSSocket nor WebSocket can end a connection whose client does not read: their close waits behind
        // what the client does not take. The channel below can, and the public API does not show it.
        this.channel = ((ConnectionBase) socket.routingContext().request().connection()).channel();
        channel.closeFuture().addListener(closed -> context.runOnContext(go -> ended.complete()));
    }

    @Override
    public Future<Void> write(String text) {
        return socket.write(text);
    }

    @Override
    public void close(CloseCode code) {
        socket.close(code.number(), code.wireName());
    }

    @Override
    public void abort() {
        // From the first handler the close goes straight to the socket; from the last, Vert.x would write first.
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (channel.isOpen() && first != null) {
            var unused = first.close();
        }
    }

    @Override
    public Future<Void> ended() {
        return ended.future();
    }
}
