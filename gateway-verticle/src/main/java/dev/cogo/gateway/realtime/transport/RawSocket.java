package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.VoidChannelPromise;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import io.vertx.core.net.impl.VertxHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket without Vert.x's objects around it: the one class here that writes to Netty's channel. Vert.x accepts the
 * connection and shakes hands; then this takes the place of its handler at the end of the pipeline, behind TLS and the
 * WebSocket codec, which stay.
 *
 * <p>What that earns: an event is written as bytes that are shared by all sockets, without a promise, and flushed once for a
 * burst; and a connection keeps nothing of its HTTP request and of Vert.x's queues. What it costs: Vert.x's own metrics do not
 * see the end of the connection. Used on the event loop of hub and channel only.
 *
 * <p>Longer than other classes here, so that nothing else has to write to the channel.
 */
public final class RawSocket extends ChannelInboundHandlerAdapter implements FrameSource {
    /** Takes what comes in; called on the hub's context. */
    public interface Receiver {
        /** A message, whole. */
        void message(Buffer data);

        /** The client broke the protocol; no message follows. */
        void broken();

        /** The client answered the last {@link RawSocket#ping}: it has everything that was written before. */
        default void answered() {}

        /** The client closes the connection, with a status code of WebSocket. */
        default void leaving(int code) {}
    }

    /** Of a close frame. */
    private static final int CODE_BYTES = 2;

    private final ContextInternal context;
    private final FlushConsolidator flushConsolidator;
    private final MessageAssembler assembler;
    private final Promise<Void> ended = Promise.promise();
    private final VoidChannelPromise nobody;
    private ChannelHandlerContext netty;
    private @Nullable Receiver receiver;
    private @Nullable Deque<Buffer> held;
    private boolean paused;
    private boolean unflushed;
    private boolean closeSent;

    private RawSocket(
            ContextInternal context, FlushConsolidator flushConsolidator, int maxMessageBytes, Channel channel) {
        this.context = context;
        this.flushConsolidator = flushConsolidator;
        this.assembler = new MessageAssembler(maxMessageBytes);
        this.netty = channel.pipeline().lastContext();
        this.nobody = new VoidChannelPromise(channel, false);
    }

    /** Upgrades a request. Messages come after {@link #receive}, which must be called when this completes. */
    public static Future<RawSocket> accept(
            HttpServerRequest request,
            ContextInternal context,
            FlushConsolidator flushConsolidator,
            int maxMessageBytes) {
        // The public API does not show the channel, and vertx-web hides the WebSocket that would.
        Channel channel = ((ConnectionBase) request.connection()).channel();
        return request.toWebSocket().map(upgraded -> takeOver(channel, context, flushConsolidator, maxMessageBytes));
    }

    private static RawSocket takeOver(
            Channel channel, ContextInternal context, FlushConsolidator flushConsolidator, int maxMessageBytes) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(VertxHandler.class) == null) {
            throw new IllegalStateException("the connection has ended meanwhile");
        }
        RawSocket raw = new RawSocket(context, flushConsolidator, maxMessageBytes, channel);
        // In the place of Vert.x's handler, and never written to from the pipeline's head: that would leave TLS out.
        pipeline.replace(VertxHandler.class, "realtime", raw);
        // The hub looks for idle clients itself, all in one sweep instead of one timer each.
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        if (!channel.isActive()) {
            raw.ended.tryComplete();
        }
        return raw;
    }

    /** Begins to hand out what comes in. */
    public void receive(Receiver messages) {
        receiver = messages;
    }

    /** Completes, on the hub's context, when the TCP connection has ended. */
    public Future<Void> ended() {
        return ended.future();
    }

    /**
     * Writes an event, unless it may be longer than the room.
     *
     * @param wire the same object for all sockets that share the bytes
     * @return whether it was written, or is nothing in this format
     */
    public boolean event(EncodedEvent event, WireFormat wire, long room) {
        ByteBuf frame = flushConsolidator.frames().of(event, wire, room, netty.alloc());
        if (frame == null) {
            return false;
        } else if (frame.isReadable()) {
            write(frame);
        } else {
            frame.release();
        }
        return true;
    }

    /** Asks the client for an answer, behind all that was written before. */
    public void ping() {
        if (!isClosing()) {
            netty.write(new PingWebSocketFrame(), nobody);
            flushLater();
        }
    }

    /** Writes an event that only this client is told; completes when the operating system has taken it. */
    public Future<Void> replay(EncodedEvent event, WireFormat wire) {
        byte[] frames = event.on(wire);
        return frames.length == 0 ? context.succeededFuture() : write(frames);
    }

    /** Writes a finished WebSocket frame and takes its reference; what becomes of it shows in {@link #bytesInFlight} only. */
    private void write(ByteBuf frame) {
        if (isClosing()) {
            frame.release();
            return;
        }
        netty.write(frame, nobody);
        flushLater();
    }

    /** Writes finished WebSocket frames; completes when the operating system has taken it. */
    public Future<Void> write(byte[] frame) {
        if (isClosing()) {
            return context.failedFuture("the connection has ended");
        }
        Promise<Void> taken = context.promise();
        ByteBuf direct = netty.alloc().directBuffer(frame.length, frame.length).writeBytes(frame);
        netty.write(direct).addListener(done -> {
            if (done.isSuccess()) {
                taken.complete();
            } else {
                taken.fail(done.cause());
            }
        });
        flushLater();
        return taken.future();
    }

    /** What was written and not yet taken by the operating system, with Netty's entries for it. */
    public long bytesInFlight() {
        ChannelOutboundBuffer waiting = netty.channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    void flush() {
        unflushed = false;
        netty.flush();
    }

    /** Begins the closing handshake. The connection ends when the client answers, or by {@link #abort}. */
    public void close(int code, String reason) {
        if (!isClosing()) {
            closeSent = true;
            var unused = netty.writeAndFlush(new CloseWebSocketFrame(code, reason));
        }
    }

    /** Ends the TCP connection now, whatever still waits to be written. */
    public void abort() {
        abort(netty.channel());
    }

    /** Ends a TCP connection now, of whatever kind: only its channel can, when the client does not read. */
    public static void abort(Channel channel) {
        // From the first handler it goes straight to the socket; from the last, TLS would try to take its leave first.
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (channel.isOpen() && first != null) {
            var unused = first.close();
        }
    }

    @Override
    public void pause() {
        paused = true;
        netty.channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        paused = false;
        while (!paused && held != null && !held.isEmpty()) {
            deliver(held.remove());
        }
        if (!paused) {
            netty.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        netty = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                received(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        assembler.clear();
        held = null;
        context.dispatch(gone -> ended.tryComplete());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable failure) {
        if (failure instanceof CorruptedFrameException) {
            broken();
        } else {
            // The connection was reset, or its TLS is wrong.
            var unused = from.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
        if (event instanceof ShutdownEvent) {
            WebSocketCloseStatus away = WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
            close(away.code(), away.reasonText());
        }
        ReferenceCountUtil.release(event);
    }

    private void received(WebSocketFrame frame) {
        switch (frame) {
            case PingWebSocketFrame ping -> pong(ping);
            case PongWebSocketFrame pong -> answered();
            case CloseWebSocketFrame close -> closed(close);
            default -> data(frame);
        }
    }

    private void pong(PingWebSocketFrame ping) {
        if (!isClosing()) {
            netty.write(new PongWebSocketFrame(ping.content().retainedDuplicate()), nobody);
            flushLater();
        }
    }

    private void answered() {
        Receiver to = receiver;
        if (to != null) {
            context.dispatch(told -> to.answered());
        }
    }

    private void closed(CloseWebSocketFrame close) {
        Receiver to = receiver;
        if (to != null) {
            int code = close.statusCode();
            context.dispatch(told -> to.leaving(code));
        }
        if (closeSent) {
            var unused = netty.close();
            return;
        }
        if (!hasText(close)) {
            broken();
            return;
        }
        closeSent = true;
        netty.writeAndFlush(new CloseWebSocketFrame(true, 0, close.content().retainedDuplicate()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Whether its reason is UTF-8 (RFC 6455, section 5.5.1); the codec has looked at the code, and not at that. */
    private static boolean hasText(CloseWebSocketFrame close) {
        ByteBuf body = close.content();
        return body.readableBytes() <= CODE_BYTES
                || ByteBufUtil.isText(
                        body,
                        body.readerIndex() + CODE_BYTES,
                        body.readableBytes() - CODE_BYTES,
                        StandardCharsets.UTF_8);
    }

    private void data(WebSocketFrame frame) {
        if (isClosing()) {
            return;
        }
        try {
            assembler.add(frame, netty.alloc()).ifPresent(this::whole);
        } catch (MessageAssembler.BrokenMessage e) {
            broken();
        }
    }

    private void whole(Buffer data) {
        if (paused) {
            // At most what one read from the socket had in it: no further one happens.
            if (held == null) {
                held = new ArrayDeque<>();
            }
            held.add(data);
        } else {
            deliver(data);
        }
    }

    private void deliver(Buffer data) {
        Receiver to = receiver;
        if (to != null) {
            context.dispatch(data, to::message);
        }
    }

    private void broken() {
        assembler.clear();
        Receiver to = receiver;
        if (to != null && !isClosing()) {
            context.dispatch(told -> to.broken());
        }
    }

    private boolean isClosing() {
        return closeSent || !netty.channel().isActive();
    }

    private void flushLater() {
        if (!unflushed) {
            unflushed = true;
            flushConsolidator.add(this);
        }
    }
}
