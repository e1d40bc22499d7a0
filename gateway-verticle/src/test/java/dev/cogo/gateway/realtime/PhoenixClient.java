package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of the realtime door for supabase-js, in one of its serializers. */
final class PhoenixClient implements DoorClient {
    private static final long TIMEOUT_SECONDS = 10;
    private static final String PREFIX = "realtime:";

    private final WebSocket socket;
    private final boolean array;
    private final Deque<JsonObject> received = new ArrayDeque<>();
    private final Deque<Buffer> binary = new ArrayDeque<>();
    private final CompletableFuture<CloseNotice> ended = new CompletableFuture<>();
    private int ref;

    /** @param client which Vert.x would close with all its connections once nobody refers to it any more */
    private PhoenixClient(WebSocketClient client, WebSocket socket, boolean array) {
        this.socket = socket;
        this.array = array;
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(this::receivedBinary);
        socket.closeHandler(closed -> {
            int code = socket.closeStatusCode() == null ? 1006 : socket.closeStatusCode();
            ended.complete(new CloseNotice(String.valueOf(socket.closeReason()), code < 4500));
            client.close();
        });
    }

    static PhoenixClient connect(Vertx vertx, int port, String key, @Nullable String vsn) {
        String uri = "/realtime/v1/websocket?apikey=" + key + (vsn == null ? "" : "&vsn=" + vsn);
        WebSocketConnectOptions to =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(uri);
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(8 << 20).setMaxMessageSize(8 << 20));
        return client.connect(to)
                .map(socket -> new PhoenixClient(client, socket, "2.0.0".equals(vsn)))
                .await();
    }

    /** Joins and returns the reply. */
    JsonObject join(String name, @Nullable String token, JsonObject config) {
        String topic = PREFIX + name;
        JsonObject payload = new JsonObject().put("config", config);
        if (token != null) {
            payload.put("access_token", token);
        }
        return push(topic, "phx_join", payload);
    }

    /** Sends a push and returns the reply. */
    JsonObject push(String topic, String event, JsonObject payload) {
        String own = send(topic, event, payload);
        return await(message -> "phx_reply".equals(message.getString("event")) && own.equals(message.getString("ref")))
                .getJsonObject("payload");
    }

    /** Sends a push and returns its ref. */
    String send(String topic, String event, JsonObject payload) {
        String own = Integer.toString(++ref);
        String joinRef = event.equals("phx_join") ? own : null;
        sendText(
                array
                        ? new JsonArray()
                                .add(joinRef)
                                .add(own)
                                .add(topic)
                                .add(event)
                                .add(payload)
                                .encode()
                        : new JsonObject()
                                .put("topic", topic)
                                .put("event", event)
                                .put("payload", payload)
                                .put("ref", own)
                                .encode());
        return own;
    }

    PhoenixClient sendText(String text) {
        socket.writeTextMessage(text);
        return this;
    }

    PhoenixClient sendBinary(Buffer data) {
        socket.writeBinaryMessage(data);
        return this;
    }

    /** Waits until the server has served all that was sent before. */
    PhoenixClient fence() {
        assertThat(push("phoenix", "heartbeat", new JsonObject())).isEqualTo(ok());
        return this;
    }

    static JsonObject ok() {
        return new JsonObject().put("status", "ok").put("response", new JsonObject());
    }

    JsonObject awaitEvent(String event) {
        return await(message -> event.equals(message.getString("event")));
    }

    /** The next broadcast of an event. */
    JsonObject awaitBroadcast(String event) {
        return await(message -> "broadcast".equals(message.getString("event"))
                        && event.equals(message.getJsonObject("payload").getString("event")))
                .getJsonObject("payload");
    }

    Buffer awaitBinary() {
        synchronized (received) {
            waitUntil(() -> !binary.isEmpty());
            return binary.remove();
        }
    }

    JsonObject await(Predicate<JsonObject> fits) {
        synchronized (received) {
            JsonObject[] found = new JsonObject[1];
            waitUntil(() -> {
                for (Iterator<JsonObject> all = received.iterator(); all.hasNext(); ) {
                    JsonObject message = all.next();
                    if (fits.test(message)) {
                        all.remove();
                        found[0] = message;
                        return true;
                    }
                }
                return false;
            });
            return found[0];
        }
    }

    boolean has(Predicate<JsonObject> fits) {
        synchronized (received) {
            return received.stream().anyMatch(fits);
        }
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    void close(int code) {
        socket.close((short) code);
    }

    @Override
    public void subscribe(String channel, @Nullable String token, @Nullable Object since) {
        JsonObject payload = new JsonObject().put("config", new JsonObject());
        if (token != null) {
            payload.put("access_token", token);
        }
        send(PREFIX + channel, "phx_join", payload);
    }

    @Override
    public Told awaitSubscribed(String channel) {
        await(message -> isReply(message, "ok") && message.getString("topic").equals(PREFIX + channel));
        return new Told(null, null);
    }

    @Override
    public String awaitRefusal() {
        String reason = await(message -> isReply(message, "error"))
                .getJsonObject("payload")
                .getJsonObject("response")
                .getString("reason");
        return switch (reason) {
            case "Unauthorized: You may not read this topic" -> "channel_not_found";
            case "InvalidJWTToken: The token is not valid" -> "invalid_token";
            case "InvalidJWTToken: Token has expired" -> "token_expired";
            case "ChannelRateLimitReached: Too many channels" -> "too_many_channels";
            default -> reason;
        };
    }

    @Override
    public String awaitUnsubscribed() {
        awaitEvent("phx_close");
        return "forbidden";
    }

    @Override
    public List<Long> seqs(String channel, int count) {
        List<Long> seqs = new ArrayList<>();
        while (seqs.size() < count) {
            JsonObject told = await(message -> hasSeq(channel, message)).getJsonObject("payload");
            JsonArray batch = told.getJsonObject("payload").getJsonArray("messages");
            if (batch == null) {
                seqs.add(told.getJsonObject("meta").getLong("seq"));
            } else {
                batch.forEach(message -> seqs.add(((JsonObject) message).getLong("seq")));
            }
        }
        return seqs;
    }

    @Override
    public JsonObject payload(String channel, String event) {
        return awaitBroadcast(event).getJsonObject("payload");
    }

    @Override
    public long awaitGap(String channel) {
        long last = 0;
        while (true) {
            JsonObject next =
                    await(message -> message.getString("event").equals("phx_error") || hasSeq(channel, message));
            if (next.getString("event").equals("phx_error")) {
                return last;
            }
            last = next.getJsonObject("payload").getJsonObject("meta").getLong("seq");
        }
    }

    @Override
    public DoorClient comeBack(String channel, String token, long since) {
        // The server knows since itself.
        subscribe(channel, token, null);
        awaitSubscribed(channel);
        return this;
    }

    @Override
    public void leave(String channel) {
        send(PREFIX + channel, "phx_leave", new JsonObject());
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public CloseNotice awaitEnd() {
        return ended.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static boolean hasSeq(String channel, JsonObject message) {
        return message.getString("topic").equals(PREFIX + channel)
                && message.getString("event").equals("broadcast")
                && message.getJsonObject("payload").containsKey("meta");
    }

    private static boolean isReply(JsonObject message, String status) {
        return message.getString("event").equals("phx_reply")
                && message.getJsonObject("payload").getString("status").equals(status);
    }

    private void waitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(left).as("no such message came; there are " + received).isPositive();
            try {
                received.wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void receivedBinary(Buffer data) {
        synchronized (received) {
            binary.add(data);
            received.notifyAll();
        }
    }

    private void received(String text) {
        JsonObject message;
        if (array) {
            JsonArray parts = new JsonArray(text);
            message = new JsonObject()
                    .put("join_ref", parts.getValue(0))
                    .put("ref", parts.getValue(1))
                    .put("topic", parts.getString(2))
                    .put("event", parts.getString(3))
                    .put("payload", parts.getJsonObject(4));
        } else {
            message = new JsonObject(text);
        }
        synchronized (received) {
            received.add(message);
            received.notifyAll();
        }
    }
}
