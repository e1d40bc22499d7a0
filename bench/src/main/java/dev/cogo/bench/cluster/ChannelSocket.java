package dev.cogo.bench.cluster;

import dev.cogo.bench.messages.Bridge;
import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.SocketLoop;
import dev.cogo.bench.socket.WebSocketConnection;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One user's WebSocket that listens to several channels. */
public final class ChannelSocket implements FrameListener {
    private final List<String> channels;
    private final String token;
    private final Consumer<Marked> ear;
    private final Consumer<String> failed;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private @Nullable WebSocketConnection connection;
    private int subscribed;

    private ChannelSocket(List<String> channels, String token, Consumer<Marked> ear, Consumer<String> failed) {
        this.channels = channels;
        this.token = token;
        this.ear = ear;
        this.failed = failed;
    }

    /**
     * Connects; completes when all the channels are heard.
     *
     * @param ear is told of each message, on the loop's thread
     * @param failed is told of a refusal or the connection's end, likewise
     */
    public static CompletableFuture<ChannelSocket> open(
            SocketLoop loop,
            InetSocketAddress address,
            List<String> channels,
            String token,
            Consumer<Marked> ear,
            Consumer<String> failed) {
        ChannelSocket socket = new ChannelSocket(channels, token, ear, failed);
        return loop.webSocket(address, Bridge.TARGET, socket)
                .thenCompose(connected -> socket.listening)
                .thenApply(all -> socket);
    }

    /** Keeps a silent connection open. On the loop's thread. */
    public void keepAlive() {
        if (connection != null) {
            connection.send(Bridge.PING);
        }
    }

    @Override
    public void opened(WebSocketConnection opened) {
        connection = opened;
        opened.send(Bridge.register(channels.getFirst(), token));
        channels.stream().skip(1).forEach(channel -> opened.send(Bridge.register(channel)));
    }

    @Override
    public void text(WebSocketConnection from, String text) {
        if (Bridge.isSubscribed(text)) {
            subscribed++;
            if (subscribed == channels.size()) {
                listening.complete(null);
            }
        } else if (Bridge.isRefusal(text)) {
            broken(text);
        }
    }

    @Override
    public void message(Marked message) {
        ear.accept(message);
    }

    @Override
    public void broken(String why) {
        listening.completeExceptionally(new IllegalStateException(why));
        failed.accept(why);
    }
}
