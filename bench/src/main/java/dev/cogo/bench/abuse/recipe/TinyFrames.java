package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.bench.messages.Bridge;
import java.util.List;
import java.util.stream.Stream;

/** Frames that cost more than they weigh, as many as go: whoever sends them is closed. */
final class TinyFrames implements Recipe {
    private static final int SOCKETS = 4;
    private static final int FRAMES = 20_000;

    @Override
    public Harm prepare(Attacker attacker) {
        return () -> {
            List<LiveSocket> sockets =
                    Stream.generate(attacker::bus).limit(SOCKETS).toList();
            List<Boolean> ended = attacker.together(SOCKETS, SOCKETS, i -> endsAFlood(sockets.get(i)));
            if (ended.contains(false)) {
                throw new IllegalStateException("a connection was not closed after " + FRAMES + " frames");
            }
        };
    }

    private static boolean endsAFlood(LiveSocket socket) {
        try {
            for (int i = 0; i < FRAMES && !socket.hasEnded(); i++) {
                socket.send(Bridge.PING);
            }
        } catch (IllegalStateException e) {
            return true;
        }
        return socket.endsSoon();
    }
}
