package dev.cogo.bench.cluster;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.messages.Bridge;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.SocketLoop;
import dev.cogo.bench.socket.WebSocketConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Subscribes to a further channel at a steady pace, and ends each subscription as soon as it is there. A subscribe that the server
 * could not serve at that moment is tried again at once, as a client does; its time goes on from when it was due first.
 */
final class Probe {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String CHANNEL = "\"channel\":\"";
    private static final String ADDRESS = "\"address\":\"";
    private static final List<String> PASSING = List.of("timeout", "unavailable", "overloaded");

    private final SocketLoop loop;
    private final Channels channels;
    private final Map<UUID, User> users = new HashMap<>();
    // On the loop's thread.
    private final Map<String, Long> dueAt = new HashMap<>();
    private Histogram microseconds = new Histogram(LONGEST_MICROS, 3);
    private long failed;
    private int repeated;
    private String failure = "";
    private int next;

    private Probe(SocketLoop loop, Channels channels) {
        this.loop = loop;
        this.channels = channels;
    }

    /** Connects one socket for each user of the channels. */
    static Probe open(SocketLoop loop, NodeProcess node, Channels channels) {
        Probe probe = new Probe(loop, channels);
        for (int channel = 0; channel < channels.count(); channel++) {
            String token = channels.token(channel);
            probe.users.computeIfAbsent(channels.user(channel), id -> {
                User user = probe.new User(token);
                loop.webSocket(node.address(), Bridge.TARGET, user)
                        .thenCompose(connected -> user.ready)
                        .join();
                return user;
            });
        }
        return probe;
    }

    /** Subscribes for a time, and waits for the last ones. */
    Measured watch(double perSecond, Duration time) {
        int count = (int) (perSecond * time.toNanos() / 1e9);
        long start = System.nanoTime();
        loop.call(() -> microseconds = new Histogram(LONGEST_MICROS, 3)).join();
        Schedule schedule = Schedule.of(perSecond);
        for (int i = 0; i < count; i++) {
            int channel = next++;
            long due = schedule.awaitNext();
            loop.call(() -> subscribe(channel, due)).join();
        }
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() - end < 0 && !loop.call(dueAt::isEmpty).join()) {
            Schedule.sleep(Duration.ofMillis(5));
        }
        return loop.call(() -> new Measured(
                        count * 1e9 / (System.nanoTime() - start),
                        failed + dueAt.size(),
                        failure.isEmpty() && !dueAt.isEmpty() ? "subscriptions were not answered" : failure,
                        Latency.of(microseconds)))
                .join();
    }

    private boolean subscribe(int channel, long due) {
        String name = Bridge.channel(channels.session(channel));
        dueAt.put(name, due);
        users.get(channels.user(channel)).connection().send(Bridge.register(name));
        return true;
    }

    private void subscribed(WebSocketConnection connection, String frame) {
        String channel = value(frame, CHANNEL);
        Long due = dueAt.remove(channel);
        if (due != null) {
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
            microseconds.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
            connection.send(Bridge.unregister(channel));
        }
    }

    private void refused(WebSocketConnection connection, String frame) {
        String channel = value(frame, ADDRESS);
        if (dueAt.containsKey(channel)
                && PASSING.stream().anyMatch(code -> frame.contains("\"code\":\"" + code + "\""))) {
            repeated++;
            connection.send(Bridge.register(channel));
        } else if (!frame.contains("\"event\":\"unsubscribed\"")) {
            fail(frame);
        }
    }

    private void fail(String why) {
        failed++;
        failure = why;
    }

    private static String value(String frame, String name) {
        int begin = frame.indexOf(name) + name.length();
        return begin < name.length() ? "" : frame.substring(begin, frame.indexOf('"', begin));
    }

    /** How many had to be tried again. */
    int repeated() {
        return loop.call(() -> repeated).join();
    }

    /** One user's socket. */
    private final class User implements FrameListener {
        private final String token;
        private final CompletableFuture<WebSocketConnection> ready = new CompletableFuture<>();

        User(String token) {
            this.token = token;
        }

        WebSocketConnection connection() {
            return ready.join();
        }

        @Override
        public void opened(WebSocketConnection connection) {
            connection.send(Bridge.login(token));
        }

        @Override
        public void text(WebSocketConnection connection, String text) {
            if (Bridge.isSubscribed(text)) {
                subscribed(connection, text);
            } else if (Bridge.isRefusal(text)) {
                refused(connection, text);
            }
            ready.complete(connection);
        }

        @Override
        public void message(Marked message) {
            // nobody sends there
        }

        @Override
        public void broken(String why) {
            fail(why);
            ready.completeExceptionally(new IllegalStateException(why));
        }
    }
}
