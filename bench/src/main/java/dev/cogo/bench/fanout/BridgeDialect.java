package dev.cogo.bench.fanout;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The frames of the event-bus bridge as the texts of a plain WebSocket. */
record BridgeDialect(String channel, String token) implements Dialect {
    static final String TARGET = "/eventbus/websocket";

    @Override
    public String target() {
        return TARGET;
    }

    @Override
    public Next opened() {
        return new Next.Say(new JsonObject()
                .put("type", "register")
                .put("address", channel)
                .put("headers", headers(token))
                .encode());
    }

    static JsonObject headers(String token) {
        return new JsonObject().put("authorization", "Bearer " + token);
    }

    @Override
    public Next heard(String text) {
        if (text.contains("\"event\":\"subscribed\"")) {
            return Next.LISTENING;
        }
        boolean refused = text.startsWith("{\"type\":\"err\"")
                || text.contains("\"event\":\"closing\"")
                || text.contains("\"event\":\"unsubscribed\"")
                || text.contains("\"event\":\"lagged\"");
        return refused ? new Next.Refused(text) : Next.WAIT;
    }

    @Override
    public Optional<String> keepAlive() {
        return Optional.of("{\"type\":\"ping\"}");
    }
}
