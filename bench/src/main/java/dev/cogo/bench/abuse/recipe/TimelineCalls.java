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

/** Calls that are no requests: pages of a timeline over many live connections, each within what a connection may. */
final class TimelineCalls implements Recipe {
    private static final int SOCKETS = 10;
    private static final int CALLS = 50;
    private static final int MESSAGES = 100;

    @Override
    public Harm prepare(Attacker attacker) throws Exception {
        String session = attacker.session();
        attacker.fill(session, MESSAGES, i -> "x".repeat(1000));
        List<LiveSocket> sockets = Stream.generate(attacker::bus).limit(SOCKETS).toList();
        String call = Bridge.call(
                "chat.timeline",
                new JsonObject().put("sessionId", session).put("after", 0).put("limit", 100));
        return () -> {
            Schedule schedule = Schedule.of(CALLS);
            IntStream.range(0, CALLS).forEach(i -> {
                long unused = schedule.awaitNext();
                sockets.stream().filter(socket -> !socket.hasEnded()).forEach(socket -> socket.send(call));
            });
        };
    }
}
