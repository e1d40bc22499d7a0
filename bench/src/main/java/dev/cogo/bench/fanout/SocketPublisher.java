package dev.cogo.bench.fanout;

import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.SocketLoop;
import dev.cogo.bench.socket.WebSocketConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Sends the texts themselves on one WebSocket; what the server says to that is of no interest. */
final class SocketPublisher implements Publisher, FrameListener {
    private final CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private SocketPublisher() {}

    /** Connects. Blocks. */
    static SocketPublisher open(SocketLoop loop, InetSocketAddress address, String target) {
        SocketPublisher publisher = new SocketPublisher();
        loop.webSocket(address, target, publisher)
                .thenCompose(connected -> publisher.opened)
                .join();
        return publisher;
    }

    @Override
    public void publish(String text) {
        opened.join().send(text);
    }

    @Override
    public void keepAlive() {
        // nobody closes it
    }

    @Override
    public CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public void opened(WebSocketConnection connection) {
        opened.complete(connection);
    }

    @Override
    public void text(WebSocketConnection connection, String text) {
        // how many listeners there are
    }

    @Override
    public void message(Marked message) {
        // its own text
    }

    @Override
    public void broken(String why) {
        failure.complete("the publisher: " + why);
        opened.completeExceptionally(new IllegalStateException(why));
    }
}
