package dev.cogo.bench.fanout;

import dev.cogo.bench.socket.SocketLoop;
import dev.cogo.bench.socket.Talk;
import dev.cogo.bench.socket.WebSocketConnection;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends by {@code chat.message.send} over plain WebSockets in turn. It takes several: a connection may send 100 frames a second
 * over time, and its messages to a session are stored one after the other.
 */
final class BridgePublisher implements Publisher, Talk {
    private final String sessionId;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final List<WebSocketConnection> connections = new ArrayList<>();
    private int next;

    private BridgePublisher(String sessionId) {
        this.sessionId = sessionId;
    }

    static BridgePublisher open(
            SocketLoop loop, InetSocketAddress address, String sessionId, String token, int connections) {
        BridgePublisher publisher = new BridgePublisher(sessionId);
        for (int i = 0; i < connections; i++) {
            CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
            loop.webSocket(address, BridgeDialect.TARGET, new Opening(publisher, token, opened));
            publisher.failure.thenAccept(why -> opened.completeExceptionally(new IllegalStateException(why)));
            publisher.connections.add(opened.join());
        }
        return publisher;
    }

    @Override
    public void publish(String text) {
        connections.get(next).send("{\"type\":\"send\",\"address\":\"chat.message.send\",\"replyAddress\":\"r\",\"body\":"
                + "{\"sessionId\":\"" + sessionId + "\",\"content\":\"" + text + "\"}}");
        next = (next + 1) % connections.size();
    }

    @Override
    public CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public void opened(WebSocketConnection connection) {
        // told to Opening
    }

    // The stored message comes back as a marked one, so what is left are pongs and refusals.
    @Override
    public void text(WebSocketConnection connection, String text) {
        if (!text.startsWith("{\"type\":\"pong\"")) {
            failure.complete(text);
        }
    }

    @Override
    public void message(Marked message) {
        // the acknowledgement
    }

    @Override
    public void broken(String why) {
        failure.complete(why);
    }

    /** A connection of a publisher's before it has logged in. */
    private record Opening(BridgePublisher publisher, String token, CompletableFuture<WebSocketConnection> done)
            implements Talk {
        @Override
        public void opened(WebSocketConnection connection) {
            connection.send(new JsonObject()
                    .put("type", "ping")
                    .put("headers", BridgeDialect.headers(token))
                    .encode());
        }

        @Override
        public void text(WebSocketConnection connection, String text) {
            publisher.text(connection, text);
            done.complete(connection);
        }

        @Override
        public void message(Marked message) {
            publisher.message(message);
        }

        @Override
        public void broken(String why) {
            publisher.broken(why);
        }
    }
}
