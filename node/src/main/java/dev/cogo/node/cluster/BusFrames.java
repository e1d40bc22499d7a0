package dev.cogo.node.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what comes in on a connection to the bus port before the bus does. The bus takes whatever length a message says that it
 * has, and gathers the bytes until it is whole; here a length beyond the limit, and all connections together beyond theirs, end
 * the connection at once. What it lets through is unchanged.
 */
final class BusFrames extends ChannelInboundHandlerAdapter {
    /** Far more than any message of ours: bodies and pages end at a few MiB. */
    static final int MAX_BYTES = 32 << 20;
    /** Of messages that are not whole yet, on all connections. */
    static final long MAX_UNFINISHED = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(BusFrames.class);
    private static final int LENGTH_BYTES = 4;

    private final AtomicLong unfinished;
    private int lengthRead;
    private int length;
    /** Bytes that the message under way still lacks, and those of it that have come. */
    private int missing;

    private long gathered;

    /** @param unfinished what all connections have gathered */
    BusFrames(AtomicLong unfinished) {
        this.unfinished = unfinished;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && !isWell(bytes)) {
            bytes.release();
            LOG.warn(
                    "a connection to the bus port from {} is closed: what comes is no message of a node",
                    context.channel().remoteAddress());
            forget();
            context.close();
            return;
        }
        context.fireChannelRead(message);
    }

    private boolean isWell(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (missing == 0) {
                length = length << Byte.SIZE | bytes.getUnsignedByte(at++);
                if (++lengthRead == LENGTH_BYTES && !begin()) {
                    return false;
                }
            } else {
                int taken = Math.min(missing, bytes.writerIndex() - at);
                at += taken;
                missing -= taken;
                gather(taken);
                if (missing == 0) {
                    forget();
                } else if (unfinished.get() > MAX_UNFINISHED) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean begin() {
        if (length < 1 || length > MAX_BYTES) {
            return false;
        }
        missing = length;
        length = 0;
        lengthRead = 0;
        return true;
    }

    private void gather(int taken) {
        gathered += taken;
        unfinished.addAndGet(taken);
    }

    private void forget() {
        unfinished.addAndGet(-gathered);
        gathered = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        context.fireChannelInactive();
    }
}
