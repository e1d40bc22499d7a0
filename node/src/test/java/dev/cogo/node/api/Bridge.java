package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the event-bus bridge over a plain WebSocket, or in SockJS's framing, frame by frame. */
final class Bridge implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 15;

    private final WebSocketClient client;
    private final WebSocket socket;
    private final boolean sockJs;
    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final List<JsonObject> seen = new ArrayList<>();

    Bridge(Vertx vertx, URI address) {
        this(vertx, address, false);
    }

    Bridge(Vertx vertx, URI address, boolean sockJs) {
        this.sockJs = sockJs;
        client = vertx.createWebSocketClient();
        socket = client.connect(new WebSocketConnectOptions()
                        .setHost(address.getHost())
                        .setPort(address.getPort())
                        .setURI(sockJs ? "/eventbus/000/s" + UUID.randomUUID() + "/websocket" : "/eventbus/websocket"))
                .await();
        socket.textMessageHandler(this::received);
    }

    void frame(String text) {
        socket.writeTextMessage(sockJs ? new JsonArray().add(text).encode() : text)
                .await();
    }

    void frame(JsonObject frame) {
        frame(frame.encode());
    }

    /** Asks to hear a channel; the {@code subscribed} event, or the {@code err} frame. */
    JsonObject register(String channel, String token) {
        frame(withToken(new JsonObject().put("type", "register").put("address", channel), token));
        return next(frame -> isNotice(frame, "subscribed", channel)
                || (isError(frame) && channel.equals(frame.getString("address"))));
    }

    /** Asks to hear a channel that one may hear. */
    Bridge listen(String channel, Person person) {
        JsonObject answer = register(channel, person.token());
        if (isError(answer)) {
            throw new AssertionError("not subscribed: " + answer);
        }
        return this;
    }

    /** Sends to an inbound address; the reply or the {@code err} frame. */
    JsonObject call(String address, JsonObject body, String token) {
        String reply = UUID.randomUUID().toString();
        frame(withToken(
                new JsonObject()
                        .put("type", "send")
                        .put("address", address)
                        .put("replyAddress", reply)
                        .put("body", body),
                token));
        return next(frame -> reply.equals(frame.getString("address")));
    }

    /** The next frame like this one; what came before it is kept in {@link #seen}. */
    JsonObject next(Predicate<JsonObject> wanted) {
        while (true) {
            JsonObject frame = poll();
            seen.add(frame);
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    JsonObject nextEvent(String name) {
        return next(frame -> isEvent(frame, name)).getJsonObject("body");
    }

    /** All frames that were taken from the line until now. */
    List<JsonObject> seen() {
        return seen;
    }

    static boolean isEvent(JsonObject frame, String name) {
        return "rec".equals(frame.getString("type"))
                && frame.getValue("body") instanceof JsonObject body
                && name.equals(body.getString("event"));
    }

    static boolean isNotice(JsonObject frame, String event, String channel) {
        return event.equals(frame.getString("event")) && channel.equals(frame.getString("channel"));
    }

    static boolean isError(JsonObject frame) {
        return "err".equals(frame.getString("type"));
    }

    @Override
    public void close() {
        socket.close().await();
        client.close().await();
    }

    private void received(String text) {
        if (!sockJs) {
            received.add(new JsonObject(text));
        } else if (text.startsWith("a")) {
            new JsonArray(text.substring(1)).forEach(frame -> received.add(new JsonObject((String) frame)));
        }
    }

    private JsonObject poll() {
        try {
            JsonObject frame = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no such frame came; these did: " + seen);
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject withToken(JsonObject frame, String token) {
        return token.isEmpty() ? frame : frame.put("headers", new JsonObject().put("authorization", "Bearer " + token));
    }
}
