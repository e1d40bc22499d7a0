package dev.cogo.bench.fanout;

import dev.cogo.bench.socket.PostConnection;
import dev.cogo.bench.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Sends by POST requests on one connection. */
record PostPublisher(PostConnection connection) implements Publisher {
    static PostPublisher open(SocketLoop loop, InetSocketAddress address, String target) {
        return new PostPublisher(
                loop.posts(address, target).thenCompose(PostConnection::opened).join());
    }

    @Override
    public void publish(String text) {
        connection.post(text);
    }

    @Override
    public void keepAlive() {
        // nobody closes it
    }

    @Override
    public CompletableFuture<String> failure() {
        return connection.failure();
    }
}
