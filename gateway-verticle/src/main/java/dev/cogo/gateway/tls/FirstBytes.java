package dev.cogo.gateway.tls;

import dev.cogo.gateway.http.filter.Problem;
import dev.cogo.gateway.limits.AddressConnections.Seat;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * The first in the pipeline of a connection with TLS. Who speaks plain HTTP is told so, instead of finding the connection closed; and the
 * connection's seat is given back when the handshake or the connection ends. Of one connection, on its event loop.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {
    private static final byte[] PLAIN = answer();

    private final Seat seat;

    FirstBytes(Seat seat) {
        this.seat = seat;
    }

    private static byte[] answer() {
        String body = Json.string(Problem.of(
                new CogoException(ErrorCode.INVALID_REQUEST, "This port speaks HTTPS: begin the address with https://"),
                null));
        return ("HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // A record of TLS begins with a number below 32 (RFC 8446, section 5.1), a request of HTTP with the name of its
        // method.
        if (message instanceof ByteBuf bytes && bytes.isReadable() && isLetter(bytes.getByte(bytes.readerIndex()))) {
            ReferenceCountUtil.release(message);
            // From here outwards TLS is not in the way.
            var unused = context.writeAndFlush(Unpooled.wrappedBuffer(PLAIN)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.handshakeFuture().addListener(ended -> seat.left());
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    private static boolean isLetter(byte first) {
        return first >= 'A' && first <= 'Z';
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        seat.left();
        context.fireChannelInactive();
    }
}
