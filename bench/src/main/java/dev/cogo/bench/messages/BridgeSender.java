package dev.cogo.bench.messages;

import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.SocketLoop;
import dev.cogo.bench.socket.WebSocketConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One user's connection to the event-bus bridge that only sends, marked messages. */
public final class BridgeSender implements FrameListener {
    private final String token;
    private final Consumer<Marked> acknowledged;
    private final CompletableFuture<WebSocketConnection> ready = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private BridgeSender(String token, Consumer<Marked> acknowledged) {
        this.token = token;
        this.acknowledged = acknowledged;
    }

    /**
     * Connects and logs in. Blocks.
     *
     * @param acknowledged is told of each message that is stored, on the loop's thread
     */
    public static BridgeSender open(
            SocketLoop loop, InetSocketAddress address, String token, Consumer<Marked> acknowledged) {
        BridgeSender sender = new BridgeSender(token, acknowledged);
        loop.webSocket(address, Bridge.TARGET, sender)
                .thenCompose(connected -> sender.ready)
                .join();
        return sender;
    }

    /** Sends, and does not wait. Any thread, one at a time. */
    public void send(String sessionId, String text) {
        ready.join().send(Bridge.send(sessionId, text));
    }

    /** Keeps the connection open. */
    public void keepAlive() {
        ready.join().send(Bridge.PING);
    }

    /** Completes when something went wrong, with what it was. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public void opened(WebSocketConnection connection) {
        connection.send(Bridge.login(token));
    }

    @Override
    public void text(WebSocketConnection connection, String text) {
        if (!text.startsWith("{\"type\":\"pong\"")) {
            broken(text);
        }
        ready.complete(connection);
    }

    // The stored message comes back.
    @Override
    public void message(Marked message) {
        acknowledged.accept(message);
    }

    @Override
    public void broken(String why) {
        failure.complete("a sender: " + why);
        ready.completeExceptionally(new IllegalStateException(why));
    }
}
