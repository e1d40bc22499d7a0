package dev.cogo.bench.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One thread and its sockets. Methods may be called on any thread. */
public final class SocketLoop implements AutoCloseable {
    private static final int READ_BYTES = 256 * 1024;
    /**
     * How long it looks for more before it sleeps. Over loopback a sender pays for waking up a reader who sleeps, some microseconds on a
     * virtual machine: a quick reader would make a server look slow. A network card's server pays nothing of that kind.
     */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    public SocketLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Connects, and speaks as WebSocket (RFC 6455) to a path. */
    public CompletableFuture<WebSocketConnection> webSocket(
            InetSocketAddress address, String target, FrameListener frameListener) {
        return call(() -> {
            try {
                return new WebSocketConnection(selector, address, target, frameListener);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Connects, to publish by POST requests. */
    public CompletableFuture<PostConnection> posts(InetSocketAddress address, String target) {
        return call(() -> {
            try {
                return new PostConnection(selector, address, target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Runs something on the loop's thread. */
    public <T> CompletableFuture<T> call(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        selector.wakeup();
        return result;
    }

    /** Processor time that the thread has used. */
    public long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    private void run() {
        try (selector) {
            long lastReady = System.nanoTime();
            while (!closed) {
                boolean awake = System.nanoTime() - lastReady < AWAKE_NANOS;
                int ready = awake ? selector.selectNow(this::ready) : selector.select(this::ready);
                if (ready > 0) {
                    lastReady = System.nanoTime();
                }
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid()) {
            ((Connection) key.attachment()).ready(in);
        }
    }

    /** Drops all connections. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
