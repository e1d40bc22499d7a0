package dev.cogo.node.ledger;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that puts together what the AI writes in a session, as a client does: a snapshot takes the text's place, a piece goes where it
 * says. It never sorts and never leaves out what it has already: a hole or a repetition is a fault to be seen.
 */
final class RunListener implements AutoCloseable {
    private final BridgeDoor door;
    private final String channel;
    private final List<String> faults = new ArrayList<>();
    private String text = "";
    private int attempt;
    private boolean subscribed;
    private boolean done;
    private long heard = System.nanoTime();
    private long longestSilence;

    private RunListener(BridgeDoor door, String channel) {
        this.door = door;
        this.channel = channel;
    }

    static RunListener at(TestSystem system, NodeProcess node, String session) throws IOException {
        String channel = "chat_session_" + session;
        BridgeDoor door = BridgeDoor.open(system.vertx(), node, system.people().getFirst());
        RunListener listener = new RunListener(door, channel);
        door.register(channel);
        Thread.ofVirtual().name("run-listener").start(listener::run);
        return listener;
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    /** The text of the last attempt that it heard of. */
    synchronized String text() {
        return text;
    }

    synchronized int attempt() {
        return attempt;
    }

    synchronized boolean isDone() {
        return done;
    }

    /** The longest time without a new piece of text up to now, in nanoseconds. */
    synchronized long longestSilence() {
        return longestSilence;
    }

    /** What a client must not meet. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    private void run() {
        try {
            while (true) {
                take(door.next());
            }
        } catch (IOException ended) {
            // by its node, or by the test
        }
    }

    private synchronized void take(JsonObject frame) {
        subscribed |= "subscribed".equals(frame.getString("event"));
        if (!channel.equals(frame.getString("address"))) {
            return;
        }
        JsonObject payload = frame.getJsonObject("body").getJsonObject("payload");
        switch (frame.getJsonObject("body").getString("event")) {
            case "ai_run" -> {
                attempt = payload.getInteger("attempt");
                text = payload.getString("text");
            }
            case "ai_delta" -> {
                if (payload.getInteger("attempt") != attempt || payload.getInteger("offset") != text.length()) {
                    faults.add(payload + " after " + attempt + ": " + text);
                }
                text += payload.getString("text");
                heard();
            }
            case "ai_done" -> done = true;
            default -> {
                // not of the AI
            }
        }
    }

    private void heard() {
        long now = System.nanoTime();
        longestSilence = Math.max(longestSilence, now - heard);
        heard = now;
    }

    /** Forgets the silence before now. */
    synchronized void listenFromNow() {
        heard = System.nanoTime();
        longestSilence = 0;
    }

    @Override
    public void close() {
        door.close();
    }
}
