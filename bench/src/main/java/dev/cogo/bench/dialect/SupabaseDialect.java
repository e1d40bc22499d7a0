package dev.cogo.bench.dialect;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What supabase-js says on its WebSocket, in serializer 2.0.0: it joins for the channel's broadcasts. */
public record SupabaseDialect(String channel, String token, String apiKey) implements Dialect {
    private static final String TARGET = "/realtime/v1/websocket?vsn=2.0.0&apikey=";
    private static final String JOIN_REF = "1";
    private static final String HEARTBEAT = "[null,\"2\",\"phoenix\",\"heartbeat\",{}]";
    private static final String ANSWER = "[\"" + JOIN_REF + "\",\"" + JOIN_REF + "\",";
    private static final String OK = "\"status\":\"ok\"";

    @Override
    public String target() {
        return TARGET + apiKey;
    }

    @Override
    public Next opened() {
        JsonObject payload = new JsonObject().put("config", new JsonObject()).put("access_token", token);
        return new Next.Say(new JsonArray()
                .add(JOIN_REF)
                .add(JOIN_REF)
                .add("realtime:" + channel)
                .add("phx_join")
                .add(payload)
                .encode());
    }

    @Override
    public Next heard(String text) {
        if (!text.startsWith(ANSWER)) {
            return Next.WAIT;
        }
        return text.contains(OK) ? Next.LISTENING : new Next.Refused(text);
    }

    @Override
    public Optional<String> keepAlive() {
        return Optional.of(HEARTBEAT);
    }
}
