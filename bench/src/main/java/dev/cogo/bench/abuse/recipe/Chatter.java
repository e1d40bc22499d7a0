package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.messages.Bridge;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events that nobody stores: typing and presence over many live connections, each within what a connection may. */
final class Chatter implements Recipe {
    private static final int SOCKETS = 8;
    private static final int PAIRS = 40;

    @Override
    public Harm prepare(Attacker attacker) {
        String session = attacker.session();
        List<LiveSocket> sockets = Stream.generate(attacker::bus).limit(SOCKETS).toList();
        sockets.forEach(socket -> {
            String unused = socket.ask(Bridge.register(Bridge.channel(session)), "subscribed");
        });
        return () -> {
            Schedule schedule = Schedule.of(PAIRS);
            IntStream.range(0, PAIRS).forEach(i -> {
                long unused = schedule.awaitNext();
                sockets.stream().filter(socket -> !socket.hasEnded()).forEach(socket -> {
                    socket.send(typing(session, i % 2 == 0));
                    socket.send(presence(session, i % 2 == 0));
                });
            });
        };
    }

    private static String typing(String session, boolean types) {
        return Bridge.call(
                "chat.typing", new JsonObject().put("sessionId", session).put("isTyping", types));
    }

    private static String presence(String session, boolean online) {
        return Bridge.call(
                "chat.presence", new JsonObject().put("sessionId", session).put("status", online ? "online" : "away"));
    }
}
