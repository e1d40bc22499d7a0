package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bytes out for a byte in: large broadcasts and presence on a free channel, to all connections of the account itself. */
final class Broadcasts implements Recipe {
    private static final int SOCKETS = 40;
    private static final int TALKERS = 4;
    private static final int SAID = 15;
    private static final int BYTES = 60_000;
    private static final int STATE = 900;
    private static final String ROOM = "room:loud";

    @Override
    public Harm prepare(Attacker attacker) {
        List<LiveSocket> sockets =
                Stream.generate(attacker::supabase).limit(SOCKETS).toList();
        sockets.forEach(socket -> {
            JsonObject presence = new JsonObject().put("key", "loud").put("enabled", true);
            String unused = attacker.join(socket, "1", ROOM, new JsonObject().put("presence", presence));
        });
        String broadcast = new JsonArray()
                .add("1")
                .add("2")
                .add("realtime:" + ROOM)
                .add("broadcast")
                .add(new JsonObject()
                        .put("type", "broadcast")
                        .put("event", "loud")
                        .put("payload", new JsonObject().put("text", "x".repeat(BYTES))))
                .encode();
        return new Once(() -> IntStream.range(0, SAID)
                .forEach(i -> sockets.stream()
                        .limit(TALKERS)
                        .filter(socket -> !socket.hasEnded())
                        .forEach(socket -> {
                            socket.send(broadcast);
                            socket.send(track(i));
                        })));
    }

    private static String track(int time) {
        JsonObject state = new JsonObject().put("time", time).put("text", "x".repeat(STATE));
        return new JsonArray()
                .add("1")
                .add("3")
                .add("realtime:" + ROOM)
                .add("presence")
                .add(new JsonObject()
                        .put("type", "presence")
                        .put("event", "track")
                        .put("payload", state))
                .encode();
    }
}
