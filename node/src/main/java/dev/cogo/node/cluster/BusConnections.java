package dev.cogo.node.cluster;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before the bus port: bounds how many connections there are and what comes on them. */
@Sharable
final class BusConnections extends ChannelInboundHandlerAdapter {
    /** Each node makes one to each other node, and for a moment a second one. */
    static final int MAX_CONNECTIONS = 512;

    private static final Logger LOG = LoggerFactory.getLogger(BusConnections.class);

    private final boolean encrypted;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong unfinished = new AtomicLong();

    /** @param encrypted whether only who has a certificate gets to send messages: then those can't be seen here */
    BusConnections(boolean encrypted) {
        this.encrypted = encrypted;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        if (open.incrementAndGet() > MAX_CONNECTIONS) {
            open.decrementAndGet();
            LOG.warn("a connection to the bus port is refused: there are {} already", MAX_CONNECTIONS);
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        if (!encrypted) {
            connection.pipeline().addLast(new BusFrames(unfinished));
        }
        context.fireChannelRead(accepted);
    }
}
