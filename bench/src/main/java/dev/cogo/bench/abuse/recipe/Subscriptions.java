package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.messages.Bridge;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rights that are checked and places that are made: channels that come and go on many live connections. */
final class Subscriptions implements Recipe {
    private static final int SOCKETS = 8;
    private static final int CHANNELS = 10;
    private static final int PAIRS = 40;

    @Override
    public Harm prepare(Attacker attacker) {
        List<String> channels = Stream.generate(attacker::session)
                .limit(CHANNELS)
                .map(Bridge::channel)
                .toList();
        List<LiveSocket> sockets = Stream.generate(attacker::bus).limit(SOCKETS).toList();
        return () -> {
            Schedule schedule = Schedule.of(PAIRS);
            IntStream.range(0, PAIRS).forEach(i -> {
                long unused = schedule.awaitNext();
                String channel = channels.get(i % CHANNELS);
                sockets.stream().filter(socket -> !socket.hasEnded()).forEach(socket -> {
                    socket.send(Bridge.register(channel));
                    socket.send(Bridge.unregister(channel));
                });
            });
        };
    }
}
