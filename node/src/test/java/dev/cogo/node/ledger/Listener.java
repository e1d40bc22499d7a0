package dev.cogo.node.ledger;

import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client that hears one session from its first event on, and writes down what comes in the order in which it comes. When
 * its node dies or sends it away it goes to the next, and registers with the seq of the last event that it has; likewise when
 * it is told that it lags. It reads nothing but what it is sent, never sorts and never leaves out what it has already: what is
 * lost, doubled or out of order is a fault to be seen.
 */
final class Listener implements AutoCloseable {
    private static final Duration BEFORE_NEXT_NODE = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestSystem system;
    private final Person person;
    private final String sessionId;
    private final String channel;
    private final int home;
    private final Thread thread;
    private final List<Heard> heard = new ArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile long lastSeq;
    private volatile boolean live;
    private volatile boolean closed;
    private volatile boolean interrupted;
    private volatile @Nullable BridgeDoor door;
    private volatile String state = "not started";
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private final Set<String> typists = ConcurrentHashMap.newKeySet();
    private Duration pause = BEFORE_NEXT_NODE;
    /** Where the timeline stood when its subscription began. */
    private long position;

    private int connections;

    private Listener(TestSystem system, Person person, String sessionId, int home) {
        this.system = system;
        this.person = person;
        this.sessionId = sessionId;
        this.channel = "chat_session_" + sessionId;
        this.home = home;
        this.thread = Thread.ofVirtual().name("listener-" + home).unstarted(this::run);
    }

    /** One at each node for each session; returns when all hear. */
    static List<Listener> everywhere(TestSystem system, List<String> sessions) {
        List<Listener> listeners = new ArrayList<>();
        for (String session : sessions) {
            for (int i = 0; i < system.nodes().size(); i++) {
                listeners.add(start(system, session, i));
            }
        }
        Eventually.until(
                () -> "all to listen: " + states(listeners),
                TIMEOUT,
                () -> listeners.stream().allMatch(Listener::isLive));
        return listeners;
    }

    private static List<String> states(List<Listener> listeners) {
        return listeners.stream()
                .filter(listener -> !listener.isLive())
                .map(listener -> listener + " is " + listener.state + " " + listener.faults())
                .toList();
    }

    static Listener start(TestSystem system, String sessionId, int nodeIndex) {
        Listener listener = new Listener(
                system, system.people().get(nodeIndex % system.people().size()), sessionId, nodeIndex);
        listener.thread.start();
        return listener;
    }

    /** Gives them time to hear everything; who does not get there is found by the {@link Audit}. */
    static void awaitEnds(List<Listener> listeners, List<Stored> sessions) {
        Map<String, Long> ends = sessions.stream().collect(Collectors.toMap(Stored::sessionId, Stored::lastSeq));
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end
                && listeners.stream().anyMatch(listener -> listener.lastSeq() < ends.get(listener.sessionId()))) {
            LockSupport.parkNanos(BEFORE_NEXT_NODE.toNanos());
        }
    }

    String sessionId() {
        return sessionId;
    }

    /** Whether it hears the channel now and has caught up. */
    boolean isLive() {
        return live;
    }

    /** The last seq that it heard. */
    long lastSeq() {
        return lastSeq;
    }

    /** What it heard, in the order in which it came. */
    List<Heard> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** Whether it was ever told that its node can't go on and that it may register again. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** Why it was told to register anew or to come back: {@code lagged}, and the reasons of closing notices. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Stops reading, as a client does whose machine sleeps. Its connection stays open. */
    void freeze() {
        BridgeDoor open = door;
        if (open != null) {
            open.pause();
        }
    }

    /** Reads on. */
    void thaw() {
        BridgeDoor open = door;
        if (open != null) {
            open.resume();
        }
    }

    /** Whether it ever heard that this person types in the session. */
    boolean hasHeardTyping(Person typist) {
        return typists.contains(typist.id());
    }

    /** What a client must not meet. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    private void run() {
        while (!closed) {
            NodeProcess node = system.node(home + connections);
            connections++;
            state = "connecting to " + node;
            try (BridgeDoor open = BridgeDoor.open(system.vertx(), node, person)) {
                door = open;
                follow(open);
            } catch (IOException e) {
                // the node is gone or says that it can't now: the next one
            } catch (RuntimeException e) {
                faults.add(this + " could not read what came: " + e);
                return;
            }
            live = false;
            LockSupport.parkNanos(pause.toNanos());
            pause = BEFORE_NEXT_NODE;
        }
    }

    private void follow(BridgeDoor open) throws IOException {
        boolean begun = false;
        begin(open);
        while (true) {
            JsonObject frame = open.next();
            switch (kind(frame)) {
                case "subscribed" -> {
                    begun = true;
                    subscribed(frame, open.node());
                }
                case "rec" -> {
                    // Before it is subscribed anew, what comes has the gap that it was told of.
                    if (begun) {
                        take(frame.getJsonObject("body"), open.node());
                    }
                }
                case "lagged" -> {
                    notices.add("lagged");
                    begun = false;
                    begin(open);
                }
                case "reconnect", "closing" -> {
                    JsonObject told = frame.getJsonObject("message");
                    notices.add(told.getString("reason"));
                    pause = Duration.ofMillis(told.getLong("afterMs", BEFORE_NEXT_NODE.toMillis()));
                }
                case "err" -> {
                    if (!Door.RETRYABLE.contains(frame.getString("code"))) {
                        faults.add(this + " may not listen: " + frame);
                    }
                    throw new IOException("not subscribed");
                }
                // Whoever may not hear any more is told; a member who may, comes back.
                case "unsubscribed" -> {
                    interrupted |= Door.RETRYABLE.contains(frame.getString("code"));
                    throw new IOException("unsubscribed by " + open.node() + ": " + frame);
                }
                default -> {
                    // pong, and what has no seq
                }
            }
        }
    }

    private void begin(BridgeDoor open) {
        live = false;
        state = "registering at " + open.node() + " with " + lastSeq;
        open.register(channel, lastSeq);
    }

    private void subscribed(JsonObject frame, NodeProcess node) throws IOException {
        if (!Boolean.TRUE.equals(frame.getBoolean("recovered")) || frame.getLong("since") != lastSeq) {
            faults.add(this + " came to " + node + " with " + lastSeq + " and was told to load anew: " + frame);
            closed = true;
            throw new IOException("not recovered");
        }
        position = frame.getLong("seq");
        live = lastSeq >= position;
        state = "hears at " + node + " what it missed up to " + position;
    }

    private void take(JsonObject event, NodeProcess node) {
        Long seq = event.getLong("seq");
        if (seq == null) {
            if (event.getString("event").equals("user_typing")) {
                typists.add(event.getJsonObject("payload").getString("userId"));
            }
            return;
        }
        JsonObject payload = event.getJsonObject("payload");
        boolean batch = event.getString("event").equals("batch_messages");
        JsonArray messages = batch ? payload.getJsonArray("messages") : new JsonArray();
        long first = batch ? messages.getJsonObject(0).getLong("seq") : seq;
        if (first != lastSeq + 1) {
            faults.add(this + " at " + node + " heard " + first + " after " + lastSeq);
        }
        if (batch) {
            for (Object message : messages) {
                hear(event, ((JsonObject) message).getLong("seq"), (JsonObject) message, node);
            }
        } else {
            hear(event, seq, payload, node);
        }
        live = lastSeq >= position;
    }

    private void hear(JsonObject event, long seq, JsonObject payload, NodeProcess node) {
        String name = event.getString("event").equals("batch_messages") ? "new_message" : event.getString("event");
        String messageId = payload.getString(name.equals("reaction") ? "messageId" : "id");
        synchronized (heard) {
            heard.add(new Heard(
                    seq,
                    name,
                    messageId,
                    payload.getString("clientMessageId"),
                    payload.getString("content"),
                    node.name(),
                    seq > position,
                    System.nanoTime()));
        }
        lastSeq = seq;
    }

    /** What a frame is: an event of the channel is a {@code rec}, a notice goes by its own name. */
    private static String kind(JsonObject frame) {
        String type = frame.getString("type");
        return type.equals("event") ? frame.getString("event") : type;
    }

    @Override
    public void close() {
        closed = true;
        BridgeDoor open = door;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "listener " + home + " of session " + sessionId.substring(sessionId.length() - 6);
    }

    /**
     * An event of the timeline, as it came.
     *
     * @param live whether it happened after the subscription began
     * @param at by the clock of {@link System#nanoTime}
     */
    record Heard(
            long seq,
            String event,
            @Nullable String messageId,
            @Nullable String clientMessageId,
            @Nullable String content,
            String node,
            boolean live,
            long at) {}
}
