package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of the event-bus door, over a plain WebSocket or in SockJS's framing. */
final class TestClient {
    private static final long TIMEOUT_SECONDS = 10;
    private static final int MAX_ATTEMPTS = 10;

    private final ClientWebSocket socket;
    private final boolean sockJs;
    private final Deque<JsonObject> received = new ArrayDeque<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private boolean binary;
    private String sockJsClose = "";

    /** @param client whose socket it is; a client that nobody holds is closed with its sockets when garbage is collected */
    private TestClient(WebSocketClient client, ClientWebSocket socket, boolean sockJs) {
        this.socket = socket;
        this.sockJs = sockJs;
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(data -> binary = true);
        socket.closeHandler(closed -> {
            ended.complete(socket.closeStatusCode() + " " + socket.closeReason());
            client.close();
        });
    }

    static TestClient raw(Vertx vertx, int port) {
        return raw(vertx, port, null);
    }

    static TestClient raw(Vertx vertx, int port, @Nullable String ticket) {
        return connect(vertx, port, "/eventbus/websocket" + query(ticket), false);
    }

    /** Over TLS, with a server that nobody vouches for. */
    static TestClient encrypted(Vertx vertx, int port) {
        return connect(
                vertx,
                port,
                "/eventbus/websocket",
                false,
                options().setSsl(true).setTrustAll(true).setVerifyHost(false));
    }

    static TestClient sockJs(Vertx vertx, int port) {
        return sockJs(vertx, port, null);
    }

    static TestClient sockJs(Vertx vertx, int port, @Nullable String ticket) {
        return connect(vertx, port, "/eventbus/000/s" + UUID.randomUUID() + "/websocket" + query(ticket), true);
    }

    private static String query(@Nullable String ticket) {
        return ticket == null ? "" : "?ticket=" + ticket;
    }

    private static TestClient connect(Vertx vertx, int port, String uri, boolean sockJs) {
        return connect(vertx, port, uri, sockJs, options());
    }

    private static WebSocketClientOptions options() {
        return new WebSocketClientOptions().setMaxFrameSize(8 << 20).setMaxMessageSize(8 << 20);
    }

    private static TestClient connect(
            Vertx vertx, int port, String uri, boolean sockJs, WebSocketClientOptions options) {
        for (int attempts = 0; ; attempts++) {
            try {
                return tryConnect(vertx, port, uri, sockJs, options);
            } catch (IllegalStateException closed) {
                // Vert.x hands the handlers over once it has the answer, and throws when the end came with it.
                if (attempts == MAX_ATTEMPTS) {
                    throw closed;
                }
            }
        }
    }

    private static TestClient tryConnect(
            Vertx vertx, int port, String uri, boolean sockJs, WebSocketClientOptions options) {
        WebSocketClient client = vertx.createWebSocketClient(options);
        WebSocketConnectOptions to =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(uri);
        ClientWebSocket socket = client.webSocket();
        // Handlers first: what comes with the answer to the upgrade must not be lost, even if it is the end.
        TestClient connected = new TestClient(client, socket, sockJs);
        socket.connect(to).await();
        return connected;
    }

    TestClient send(JsonObject frame) {
        return sendText(frame.encode());
    }

    TestClient sendText(String frame) {
        socket.writeTextMessage(sockJs ? new JsonArray().add(frame).encode() : frame);
        return this;
    }

    ClientWebSocket socket() {
        return socket;
    }

    TestClient register(String channel, String token) {
        return send(frame("register", channel, token));
    }

    /** Registers with the last seq that it has. */
    TestClient register(String channel, String token, Object since) {
        JsonObject frame = frame("register", channel, token);
        frame.getJsonObject("headers").put("since", since);
        return send(frame);
    }

    /** Takes the next events of a channel until there are so many seqs: those of a batch count each. */
    List<Long> seqs(String channel, int count) {
        List<Long> heard = new ArrayList<>();
        while (heard.size() < count) {
            JsonObject event = awaitRec(channel).getJsonObject("body");
            JsonArray messages = event.getJsonObject("payload").getJsonArray("messages");
            if (messages == null && event.containsKey("seq")) {
                heard.add(event.getLong("seq"));
            } else if (messages != null) {
                messages.forEach(message -> heard.add(((JsonObject) message).getLong("seq")));
            }
        }
        return heard;
    }

    /** Registers and waits until it has taken effect. */
    TestClient listen(String channel, String token) {
        register(channel, token);
        await(frame -> "subscribed".equals(frame.getString("event")) && channel.equals(frame.getString("channel")));
        return this;
    }

    /** Sends with a reply address and waits for the answer. */
    JsonObject call(String address, JsonObject body, String token) {
        String reply = UUID.randomUUID().toString();
        send(frame("send", address, token).put("body", body).put("replyAddress", reply));
        return await(frame -> reply.equals(frame.getString("address")));
    }

    static JsonObject frame(String type, String address, String token) {
        return new JsonObject()
                .put("type", type)
                .put("address", address)
                .put("headers", new JsonObject().put("authorization", "Bearer " + token));
    }

    JsonObject awaitEvent(String name) {
        return await(frame -> name.equals(frame.getString("event")));
    }

    JsonObject awaitRec(String address) {
        return await(frame -> "rec".equals(frame.getString("type")) && address.equals(frame.getString("address")));
    }

    JsonObject awaitErr() {
        return await(frame -> "err".equals(frame.getString("type")));
    }

    /** Waits until the server has served all that was sent before. */
    TestClient fence() {
        send(new JsonObject().put("type", "ping"));
        await(frame -> "pong".equals(frame.getString("type")));
        return this;
    }

    /** Takes the first of both kinds of answer to a register. */
    JsonObject awaitSubscribed(String channel) {
        return await(frame -> channel.equals(frame.getString("channel"))
                && List.of("subscribed", "unsubscribed").contains(frame.getString("event")));
    }

    /** Takes the first frame that fits, now or as soon as it comes. */
    JsonObject await(Predicate<JsonObject> fits) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        synchronized (received) {
            while (true) {
                for (Iterator<JsonObject> all = received.iterator(); all.hasNext(); ) {
                    JsonObject frame = all.next();
                    if (fits.test(frame)) {
                        all.remove();
                        return frame;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left).as("no such frame came; there are " + received).isPositive();
                try {
                    received.wait(left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Whether such a frame has come and was not taken. */
    boolean has(Predicate<JsonObject> fits) {
        synchronized (received) {
            return received.stream().anyMatch(fits);
        }
    }

    boolean hasEventOf(String channel) {
        return has(frame -> channel.equals(frame.getString("address")));
    }

    boolean gotBinary() {
        return binary;
    }

    /** Waits for the end of the connection: the close code and reason of the WebSocket. */
    String awaitEnd() {
        return ended.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    String sockJsClose() {
        return sockJsClose;
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    void close() {
        socket.close();
    }

    private void received(String text) {
        if (!sockJs) {
            add(text);
        } else if (text.startsWith("a")) {
            new JsonArray(text.substring(1)).forEach(frame -> add((String) frame));
        } else if (text.startsWith("c")) {
            sockJsClose = text;
        }
    }

    private void add(String frame) {
        synchronized (received) {
            received.add(new JsonObject(frame));
            received.notifyAll();
        }
    }
}
