package dev.cogo.node.ledger;

import dev.cogo.node.ledger.Door.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client that hears one session from its first event on, and writes down what comes in the order in which it comes. When
 * its node dies it goes to the next: it subscribes, reads the timeline from where it was up to the position that the
 * subscription begins at, and goes on live. It never sorts, and never fills a gap that the live stream has: that is a fault
 * to be seen.
 */
final class Listener implements AutoCloseable {
    private static final Duration BEFORE_NEXT_NODE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PAGE = 200;

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
    private volatile @Nullable BridgeDoor door;
    private int connections;
    private volatile String state = "not started";

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
        Await.until(
                () -> "all to listen: " + states(listeners),
                PATIENCE,
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
        long end = System.nanoTime() + PATIENCE.toNanos();
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
            LockSupport.parkNanos(BEFORE_NEXT_NODE.toNanos());
        }
    }

    private void follow(BridgeDoor open) throws IOException {
        state = "registering at " + open.node();
        open.register(channel);
        long position = subscribed(open);
        state = "catching up from " + lastSeq + " to " + position + " at " + open.node();
        catchUp(open, position);
        state = "live at " + open.node();
        live = true;
        // The connection has its own position: what comes must continue it, whatever this client has read meanwhile.
        while (true) {
            JsonObject frame = open.next();
            if (isEvent(frame)) {
                position = take(frame.getJsonObject("body"), position, open.node());
            } else if (!frame.getString("type").equals("pong")) {
                note(frame, open);
            }
        }
    }

    /** The position from which on it hears everything. */
    private long subscribed(BridgeDoor open) throws IOException {
        while (true) {
            JsonObject frame = open.next();
            if ("subscribed".equals(frame.getString("event"))) {
                return frame.getLong("seq");
            } else if (frame.getString("type").equals("err")) {
                if (!Door.RETRYABLE.contains(frame.getString("code"))) {
                    faults.add(this + " may not listen: " + frame);
                }
                throw new IOException("not subscribed");
            } else if (isEvent(frame) && frame.getJsonObject("body").getLong("seq") != null) {
                faults.add(this + " heard an event before it was subscribed: " + frame);
            }
        }
    }

    private void catchUp(BridgeDoor open, long position) throws IOException {
        while (lastSeq < position) {
            long before = lastSeq;
            JsonArray items = timeline(open);
            for (Object item : items) {
                JsonObject event = (JsonObject) item;
                if (event.getLong("seq") <= position) {
                    hear(event, event.getLong("seq"), event.getJsonObject("payload"), open.node(), false);
                }
            }
            if (lastSeq == before) {
                faults.add(this + " asked " + open.node() + " for the timeline after " + before + " up to " + position
                        + " and got nothing");
                throw new IOException("no timeline");
            }
        }
    }

    private JsonArray timeline(BridgeDoor open) throws IOException {
        try {
            JsonObject ask = new JsonObject()
                    .put("sessionId", sessionId)
                    .put("after", lastSeq)
                    .put("limit", PAGE);
            return open.call("chat.timeline", ask).getJsonArray("items");
        } catch (RefusedException e) {
            if (!e.isRetryable()) {
                faults.add(this + " was refused the timeline: " + e.getMessage());
            }
            throw new IOException("no timeline", e);
        }
    }

    private long take(JsonObject event, long position, NodeProcess node) {
        Long seq = event.getLong("seq");
        if (seq == null) {
            return position;
        }
        JsonObject payload = event.getJsonObject("payload");
        boolean batch = event.getString("event").equals("batch_messages");
        JsonArray messages = batch ? payload.getJsonArray("messages") : new JsonArray();
        long first = batch ? messages.getJsonObject(0).getLong("seq") : seq;
        if (first != position + 1) {
            faults.add(this + " at " + node + " heard " + first + " after " + position);
        }
        if (batch) {
            for (Object message : messages) {
                hear(event, ((JsonObject) message).getLong("seq"), (JsonObject) message, node, true);
            }
        } else {
            hear(event, seq, payload, node, true);
        }
        return seq;
    }

    private void hear(JsonObject event, long seq, JsonObject payload, NodeProcess node, boolean isLive) {
        if (seq <= lastSeq) {
            // The node before was further than this one was when it said its position: a client keeps what it has. That
            // one connection gives nothing twice is seen by its positions.
            return;
        }
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
                    isLive));
        }
        lastSeq = seq;
    }

    private void note(JsonObject frame, BridgeDoor open) throws IOException {
        if ("unsubscribed".equals(frame.getString("event")) && !closed) {
            // Whoever may not hear any more is told; a member who may, comes back.
            throw new IOException("unsubscribed by " + open.node() + ": " + frame);
        }
    }

    private static boolean isEvent(JsonObject frame) {
        return "rec".equals(frame.getString("type")) && frame.getValue("body") instanceof JsonObject;
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

    /** An event of the timeline, as it came. */
    record Heard(
            long seq,
            String event,
            @Nullable String messageId,
            @Nullable String clientMessageId,
            @Nullable String content,
            String node,
            boolean live) {}
}
