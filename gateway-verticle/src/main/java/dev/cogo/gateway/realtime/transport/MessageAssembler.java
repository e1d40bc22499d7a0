package dev.cogo.gateway.realtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of WebSocket messages together (RFC 6455, section 5.4), up to a length. Used on the channel's event loop only.
 */
final class MessageAssembler {
    /** The client broke the protocol. */
    static final class BrokenMessage extends Exception {
        private static final long serialVersionUID = 1;

        private BrokenMessage(String message) {
            super(message, null, false, false);
        }
    }

    private final int maxBytes;
    private @Nullable ByteBuf fragments;
    private boolean text;

    MessageAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes a frame with data; gives the message that it ends, if it ends one. The frame stays the caller's. */
    Optional<Buffer> add(WebSocketFrame frame, ByteBufAllocator memory) throws BrokenMessage {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            text = frame instanceof TextWebSocketFrame;
        }
        ByteBuf content = frame.content();
        if (fragments == null && frame.isFinalFragment()) {
            return Optional.of(whole(content));
        }
        if (fragments == null) {
            fragments = memory.heapBuffer();
        }
        if (fragments.readableBytes() + content.readableBytes() > maxBytes) {
            throw new BrokenMessage("it is too long");
        }
        fragments.writeBytes(content);
        if (!frame.isFinalFragment()) {
            return Optional.empty();
        }
        Buffer message = whole(fragments);
        clear();
        return Optional.of(message);
    }

    /** Gives the memory of an unfinished message back. */
    void clear() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    private Buffer whole(ByteBuf message) throws BrokenMessage {
        // RFC 6455, section 8.1: text that is not UTF-8 ends the connection.
        if (text && !ByteBufUtil.isText(message, StandardCharsets.UTF_8)) {
            throw new BrokenMessage("it is text and not UTF-8");
        }
        return Buffer.buffer(ByteBufUtil.getBytes(message));
    }
}
