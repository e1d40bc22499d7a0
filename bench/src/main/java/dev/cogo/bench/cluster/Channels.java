package dev.cogo.bench.cluster;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.messages.Bridge;
import dev.cogo.bench.messages.Conversations;
import dev.cogo.bench.messages.Conversations.Turn;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.socket.FrameListener.Marked;
import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sessions that were made for a measurement, each with one of some users. */
final class Channels {
    // Frames that nobody has answered yet; a server has to refuse more than it can queue.
    private static final int AT_ONCE = 800;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final Map<UUID, String> tokens;
    private final List<Turn> all;

    private Channels(Map<UUID, String> tokens, List<Turn> all) {
        this.tokens = tokens;
        this.all = all;
    }

    /** Makes so many, by SQL. */
    static Channels make(BenchSchema schema, Map<UUID, String> tokens, int count) {
        Conversations made = Conversations.many(schema, count, List.copyOf(tokens.keySet()));
        return new Channels(tokens, Stream.generate(made::next).limit(count).toList());
    }

    int count() {
        return all.size();
    }

    String session(int channel) {
        return all.get(channel).sessionId().toString();
    }

    UUID user(int channel) {
        return all.get(channel).userId();
    }

    String token(int channel) {
        return tokens.get(user(channel));
    }

    /**
     * Lets sockets on a node listen to some of them, and waits until they do.
     *
     * @param channels their numbers
     * @param perSocket the most that one socket listens to
     */
    List<ChannelSocket> listen(
            SocketLoop loop,
            NodeProcess node,
            IntStream channels,
            int perSocket,
            Consumer<Marked> ear,
            Consumer<String> failed) {
        Map<UUID, List<Integer>> byUser = new LinkedHashMap<>();
        channels.forEach(channel ->
                byUser.computeIfAbsent(user(channel), user -> new ArrayList<>()).add(channel));
        List<ChannelSocket> sockets = new ArrayList<>();
        List<CompletableFuture<ChannelSocket>> coming = new ArrayList<>();
        long last = System.nanoTime();
        for (List<Integer> mine : byUser.values()) {
            for (int begin = 0; begin < mine.size(); begin += perSocket) {
                List<Integer> some = mine.subList(begin, Math.min(mine.size(), begin + perSocket));
                coming.add(ChannelSocket.open(
                        loop,
                        node.address(),
                        some.stream().map(this::session).map(Bridge::channel).toList(),
                        token(some.getFirst()),
                        ear,
                        failed));
                if (coming.size() * perSocket >= AT_ONCE) {
                    coming.forEach(socket -> sockets.add(socket.join()));
                    coming.clear();
                    last = keepAlive(loop, sockets, last);
                }
            }
        }
        coming.forEach(socket -> sockets.add(socket.join()));
        return sockets;
    }

    // The first ones wait long for the last ones.
    private static long keepAlive(SocketLoop loop, List<ChannelSocket> sockets, long last) {
        if (System.nanoTime() - last < KEEP_ALIVE.toNanos()) {
            return last;
        }
        List<ChannelSocket> all = List.copyOf(sockets);
        return loop.call(() -> {
                    all.forEach(ChannelSocket::keepAlive);
                    return System.nanoTime();
                })
                .join();
    }
}
