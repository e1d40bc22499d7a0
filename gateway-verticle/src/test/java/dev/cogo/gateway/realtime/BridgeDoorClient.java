package dev.cogo.gateway.realtime;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of the event-bus door. */
record BridgeDoorClient(TestClient client) implements DoorClient {
    @Override
    public void subscribe(String channel, @Nullable String token, @Nullable Object since) {
        JsonObject headers = new JsonObject();
        if (token != null) {
            headers.put("authorization", "Bearer " + token);
        }
        if (since != null) {
            headers.put("since", since);
        }
        client.send(
                new JsonObject().put("type", "register").put("address", channel).put("headers", headers));
    }

    @Override
    public Told awaitSubscribed(String channel) {
        JsonObject told = client.await(frame -> is(frame, "subscribed") && channel.equals(frame.getString("channel")));
        return new Told(told.getLong("seq"), told.getBoolean("recovered"));
    }

    @Override
    public String awaitRefusal() {
        return client.awaitErr().getString("code");
    }

    @Override
    public String awaitUnsubscribed() {
        return client.awaitEvent("unsubscribed").getString("code");
    }

    @Override
    public List<Long> seqs(String channel, int count) {
        return client.seqs(channel, count);
    }

    @Override
    public JsonObject payload(String channel, String event) {
        return client.await(
                        frame -> channel.equals(frame.getString("address")) && is(frame.getJsonObject("body"), event))
                .getJsonObject("body")
                .getJsonObject("payload");
    }

    @Override
    public long awaitGap(String channel) {
        long last = 0;
        while (true) {
            JsonObject next = client.await(frame -> is(frame, "lagged") || channel.equals(frame.getString("address")));
            if (is(next, "lagged")) {
                return last;
            }
            last = next.getJsonObject("body").getLong("seq");
        }
    }

    @Override
    public DoorClient comeBack(String channel, String token, long since) {
        // What comes before the answer is of the old subscription.
        subscribe(channel, token, since);
        JsonObject told = client.await(frame -> is(frame, "subscribed") || channel.equals(frame.getString("address")));
        while (!is(told, "subscribed")) {
            told = client.await(frame -> is(frame, "subscribed") || channel.equals(frame.getString("address")));
        }
        return this;
    }

    @Override
    public void leave(String channel) {
        client.send(new JsonObject().put("type", "unregister").put("address", channel));
    }

    @Override
    public void pause() {
        client.socket().pause();
    }

    @Override
    public void resume() {
        client.socket().resume();
    }

    @Override
    public CloseNotice awaitEnd() {
        JsonObject last = client.await(frame -> is(frame, "closing") || is(frame, "reconnect"))
                .getJsonObject("message");
        client.awaitEnd();
        return new CloseNotice(last.getString("reason"), last.getBoolean("comeBack"));
    }

    private static boolean is(JsonObject frame, String event) {
        return event.equals(frame.getString("event"));
    }
}
