package dev.cogo.bench.fanout;

import dev.cogo.bench.messages.BridgeSender;
import dev.cogo.bench.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends by {@code chat.message.send} over plain WebSockets in turn. It takes several: a connection may send 100 frames a second
 * over time, and its messages to a session are stored one after the other.
 */
final class BridgePublisher implements Publisher {
    private final String sessionId;
    private final List<BridgeSender> senders;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private int next;

    private BridgePublisher(String sessionId, List<BridgeSender> senders) {
        this.sessionId = sessionId;
        this.senders = senders;
        for (BridgeSender sender : senders) {
            CompletableFuture<Void> unused = sender.failure().thenAccept(failure::complete);
        }
    }

    /** A connection for each token, which take turns. */
    static BridgePublisher open(SocketLoop loop, InetSocketAddress address, String sessionId, List<String> tokens) {
        return new BridgePublisher(
                sessionId,
                tokens.stream()
                        .map(token -> BridgeSender.open(loop, address, token, stored -> {}))
                        .toList());
    }

    @Override
    public void publish(String text) {
        senders.get(next).send(sessionId, text);
        next = (next + 1) % senders.size();
    }

    @Override
    public void keepAlive() {
        senders.forEach(BridgeSender::keepAlive);
    }

    @Override
    public CompletableFuture<String> failure() {
        return failure;
    }
}
