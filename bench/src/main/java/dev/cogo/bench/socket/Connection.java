package dev.cogo.bench.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A TCP connection of a {@link SocketLoop}. Everything happens on the loop's thread, but {@link #write}, which any may call. */
abstract class Connection {
    private static final byte[] NOTHING = {};

    private final Queue<ByteBuffer> unwritten = new ArrayDeque<>();
    private final SocketChannel channel;
    private final SelectionKey key;
    // The beginning of something whose rest has not come.
    private byte[] kept = NOTHING;
    private int keptBytes;
    private boolean closed;

    Connection(Selector selector, InetSocketAddress address) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(address);
    }

    /** The connection is there. */
    abstract void connected();

    /** Takes what it understands; what it leaves comes again with more behind it. */
    abstract void consume(ByteBuffer in) throws IOException;

    /** It is over, and not because this side wished so. */
    abstract void broken(String why);

    final void ready(ByteBuffer in) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                connected();
            }
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read(in);
            }
        } catch (IOException | RuntimeException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void read(ByteBuffer in) throws IOException {
        in.clear().put(kept, 0, keptBytes);
        int bytes = channel.read(in);
        if (bytes < 0) {
            fail("the server closed the connection");
            return;
        }
        consume(in.flip());
        keptBytes = in.remaining();
        if (keptBytes == in.capacity()) {
            throw new IOException("something longer than " + in.capacity() + " bytes came");
        }
        if (keptBytes > kept.length) {
            kept = new byte[keptBytes];
        }
        in.get(kept, 0, keptBytes);
    }

    /** Writes as much as goes and keeps the rest until it goes. */
    final void write(byte[] bytes) {
        synchronized (unwritten) {
            unwritten.add(ByteBuffer.wrap(bytes));
        }
        try {
            flush();
        } catch (IOException e) {
            // The loop finds the same when it reads, and tells it on its own thread.
        }
    }

    private void flush() throws IOException {
        synchronized (unwritten) {
            for (@Nullable ByteBuffer first = unwritten.peek(); first != null; first = unwritten.peek()) {
                channel.write(first);
                if (first.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    key.selector().wakeup();
                    return;
                }
                unwritten.remove();
            }
            if (key.interestOps() != SelectionKey.OP_READ) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    final void fail(String why) {
        if (!closed) {
            close();
            broken(why);
        }
    }

    /** On the loop's thread. */
    final void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone, which is all that was wanted
        }
    }
}
