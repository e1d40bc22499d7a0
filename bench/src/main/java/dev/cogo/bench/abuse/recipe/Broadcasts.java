package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bytes out for a byte in: large broadcasts on a free channel, to all connections of the account itself. */
final class Broadcasts implements Recipe {
    private static final int SOCKETS = 40;
    private static final int TALKERS = 4;
    private static final int SAID = 15;
    private static final int BYTES = 60_000;
    private static final String ROOM = "room:loud";

    @Override
    public Harm prepare(Attacker attacker) {
        List<LiveSocket> sockets =
                Stream.generate(attacker::supabase).limit(SOCKETS).toList();
        sockets.forEach(socket -> {
            String unused = attacker.join(socket, "1", ROOM, new JsonObject());
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
                        .forEach(socket -> socket.send(broadcast))));
    }
}
