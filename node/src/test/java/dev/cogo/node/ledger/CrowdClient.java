package dev.cogo.node.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of many who listen to a session: it has no thread of its own, and comes back only when it is told to, with what it has. */
final class CrowdClient {
    private static final int MAX_BYTES = 4 << 20;

    private final Vertx vertx;
    private final Person person;
    private final String channel;
    private final List<Long> seqs = new ArrayList<>();
    private final List<JsonObject> notices = new ArrayList<>();
    private @Nullable WebSocketClient client;
    private volatile @Nullable WebSocket socket;
    private volatile boolean subscribed;
    private long pings = -1;

    CrowdClient(Vertx vertx, Person person, String sessionId) {
        this.vertx = vertx;
        this.person = person;
        this.channel = "chat_session_" + sessionId;
    }

    /** Connects, as often as it takes, and asks for what came after the last event that it has. */
    void connect(NodeProcess node) {
        WebSocketClient fresh = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(MAX_BYTES).setMaxMessageSize(MAX_BYTES));
        client = fresh;
        fresh.connect(new WebSocketConnectOptions()
                        .setHost(node.address().getHost())
                        .setPort(node.address().getPort())
                        .setURI("/eventbus/websocket"))
                .onSuccess(this::opened)
                .onFailure(refused -> {
                    fresh.close();
                    vertx.setTimer(100, later -> connect(node));
                });
    }

    boolean isSubscribed() {
        return subscribed;
    }

    /** What it heard, in the order in which it came. */
    List<Long> seqs() {
        synchronized (seqs) {
            return List.copyOf(seqs);
        }
    }

    /** What it was told beside, which a client that reads is not. */
    List<JsonObject> notices() {
        synchronized (seqs) {
            return List.copyOf(notices);
        }
    }

    void pause() {
        WebSocket now = socket;
        if (now != null) {
            now.pause();
        }
    }

    void resume() {
        WebSocket now = socket;
        if (now != null) {
            now.resume();
        }
    }

    void close() {
        WebSocketClient now = client;
        if (now != null) {
            now.close();
        }
    }

    private void opened(WebSocket open) {
        socket = open;
        open.textMessageHandler(text -> received(new JsonObject(text)));
        open.closeHandler(closed -> {
            subscribed = false;
            vertx.cancelTimer(pings);
        });
        pings = vertx.setPeriodic(25_000, due -> open.writeTextMessage("{\"type\":\"ping\"}"));
        JsonObject headers = new JsonObject().put("authorization", "Bearer " + person.token());
        synchronized (seqs) {
            headers.put("since", seqs.isEmpty() ? 0 : seqs.getLast());
        }
        open.writeTextMessage(new JsonObject()
                .put("type", "register")
                .put("address", channel)
                .put("headers", headers)
                .encode());
    }

    private void received(JsonObject frame) {
        synchronized (seqs) {
            if (frame.getValue("body") instanceof JsonObject event && event.containsKey("seq")) {
                JsonArray batch = event.getJsonObject("payload").getJsonArray("messages");
                if (batch == null) {
                    seqs.add(event.getLong("seq"));
                } else {
                    batch.forEach(message -> seqs.add(((JsonObject) message).getLong("seq")));
                }
            } else if ("subscribed".equals(frame.getString("event")) && frame.getBoolean("recovered", false)) {
                subscribed = true;
            } else if (List.of("err", "event").contains(frame.getString("type"))) {
                notices.add(frame);
            }
        }
    }
}
