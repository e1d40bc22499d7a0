package dev.cogo.bench.cluster;

import dev.cogo.bench.cluster.Arrivals.Place;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.messages.BridgeSender;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.Nodes;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.socket.FrameListener.Marked;
import dev.cogo.bench.socket.MarkedText;
import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Messages through the first node of a cluster, to channels that each have a listener on that node and one on another (as far as
 * there is another). Methods are for one thread, and block.
 */
final class Traffic {
    private static final int CHANNELS_PER_SOCKET = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SocketLoop loop;
    private final Nodes nodes;
    private final Channels channels;
    private final int bytes;
    private final Map<UUID, BridgeSender> senders = new HashMap<>();
    private final List<ChannelSocket> sockets = new ArrayList<>();
    // Read and replaced on the loop's thread.
    private Arrivals arrivals;
    private int sent;

    private Traffic(SocketLoop loop, Nodes nodes, Channels channels, int bytes) {
        this.loop = loop;
        this.nodes = nodes;
        this.channels = channels;
        this.bytes = bytes;
        this.arrivals = new Arrivals(channels.count(), 0, 0);
    }

    /** Connects everybody. */
    static Traffic open(SocketLoop loop, Nodes nodes, Channels channels, int bytes) {
        Traffic traffic = new Traffic(loop, nodes, channels, bytes);
        traffic.listen(0, IntStream.range(0, channels.count()), Place.SAME_NODE);
        int others = nodes.count() - 1;
        for (int other = 0; other < others; other++) {
            int own = other;
            traffic.listen(
                    1 + own,
                    IntStream.range(0, channels.count()).filter(channel -> channel % others == own),
                    Place.OTHER_NODE);
        }
        for (int channel = 0; channel < channels.count(); channel++) {
            String token = channels.token(channel);
            traffic.senders.computeIfAbsent(
                    channels.user(channel),
                    user -> BridgeSender.open(loop, nodes.get(0).address(), token, traffic::acknowledged));
        }
        return traffic;
    }

    private void listen(int node, IntStream which, Place place) {
        sockets.addAll(channels.listen(
                loop,
                nodes.get(node),
                which,
                CHANNELS_PER_SOCKET,
                message -> arrivals.heard(place, message),
                why -> arrivals.fail(why)));
    }

    private void acknowledged(Marked message) {
        arrivals.acknowledged(message);
    }

    /** Sends for a time, and adds what came of it to the cases whose names begin so. */
    void measure(String name, double perSecond, Duration time, Rounds rounds) {
        int messages = Math.max(1, (int) (perSecond * time.toNanos() / 1e9));
        Arrivals fresh = new Arrivals(channels.count(), sent, messages);
        loop.call(() -> {
                    arrivals = fresh;
                    sockets.forEach(ChannelSocket::keepAlive);
                    return fresh;
                })
                .join();
        Usage before = Usage.of(nodes.handles(), Cores.NONE);
        send(messages, perSecond);
        String late = awaitAll(fresh, messages) ? "" : "not everything was heard";
        Usage used = Usage.of(nodes.handles(), Cores.NONE).since(before);
        loop.call(() -> {
                    add(name, fresh, messages, used, late, rounds);
                    return fresh;
                })
                .join();
    }

    private void send(int messages, double perSecond) {
        Schedule schedule = Schedule.of(perSecond);
        for (int i = 0; i < messages; i++) {
            int channel = sent % channels.count();
            long due = schedule.awaitNext();
            senders.get(channels.user(channel)).send(channels.session(channel), MarkedText.of(sent, due, bytes));
            sent++;
        }
    }

    private boolean awaitAll(Arrivals fresh, int messages) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() - end < 0) {
            boolean all = loop.call(() -> !fresh.failure().isEmpty()
                            || (fresh.heardAt(Place.SAME_NODE) == messages
                                    && (nodes.count() == 1 || fresh.heardAt(Place.OTHER_NODE) == messages)))
                    .join();
            if (all) {
                return true;
            }
            Schedule.sleep(Duration.ofMillis(5));
        }
        return false;
    }

    private void add(String name, Arrivals fresh, int messages, Usage used, String late, Rounds rounds) {
        String failure = senders.values().stream()
                .map(sender -> sender.failure().getNow(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(fresh.failure().isEmpty() ? late : fresh.failure());
        int failed = failure.isEmpty() ? 0 : 1;
        double rate = messages * 1e9 / used.nanoTime();
        Map<String, Double> cost = Double.isFinite(used.processMicros())
                ? Map.of(ClusterCases.CPU, used.processMicros() / messages)
                : Map.of();
        rounds.add(name + ClusterCases.ACKNOWLEDGED, new Measured(rate, failed, failure, fresh.acknowledged(), cost));
        rounds.add(name + ClusterCases.SAME_NODE, new Measured(rate, failed, failure, fresh.sinceDue(Place.SAME_NODE)));
        if (nodes.count() > 1) {
            rounds.add(
                    name + ClusterCases.OTHER_NODE,
                    new Measured(rate, failed, failure, fresh.sinceDue(Place.OTHER_NODE)));
            rounds.add(
                    name + ClusterCases.AFTER_COMMIT, new Measured(rate, failed, failure, fresh.sinceAcknowledged()));
        }
    }
}
