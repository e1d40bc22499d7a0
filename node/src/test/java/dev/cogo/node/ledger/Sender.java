package dev.cogo.node.ledger;

import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.node.ledger.Ledger.Entry;
import dev.cogo.node.ledger.Ledger.Reaction;
import dev.cogo.node.ledger.Ledger.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes one thing at a time, each a moment after the last was answered: messages, now and then a batch, an edit or a reaction.
 * What is not acknowledged it sends again with the same {@code clientMessageId}, at another node if its own is gone.
 */
final class Sender {
    private static final int EVERY = 10; // things in a round: a batch, an edit, a reaction, and single messages
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);
    /** Some twenty are a busy service then, and leave it processors to recover with. */
    private static final Duration MOMENT = Duration.ofMillis(160);

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final String name;
    private final TestSystem system;
    private final Person person;
    private final String sessionId;
    private final boolean overBridge;
    private final boolean plain;
    private final Ledger ledger;
    private final Thread thread;
    private int nodeIndex;
    private @Nullable Door door;
    private @Nullable Entry last;
    private volatile Duration pause = MOMENT;
    private volatile boolean stopping;
    private volatile boolean abandoning;

    private Sender(
            TestSystem system,
            String name,
            Person person,
            String sessionId,
            int nodeIndex,
            Ledger ledger,
            boolean plain) {
        this.system = system;
        this.name = name;
        this.person = person;
        this.sessionId = sessionId;
        this.nodeIndex = nodeIndex;
        this.overBridge = nodeIndex % 2 == 1;
        this.ledger = ledger;
        this.plain = plain;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Starts senders, spread over people, sessions, nodes and doors. */
    static Group start(TestSystem system, int count, List<String> sessions, Ledger ledger) {
        return start(system, count, sessions, ledger, false);
    }

    /** The same without edits and reactions. */
    static Group startPlain(TestSystem system, int count, List<String> sessions, Ledger ledger) {
        return start(system, count, sessions, ledger, true);
    }

    private static Group start(TestSystem system, int count, List<String> sessions, Ledger ledger, boolean plain) {
        String run = Integer.toString(ThreadLocalRandom.current().nextInt(1 << 20), Character.MAX_RADIX);
        List<Sender> senders = IntStream.range(0, count)
                .mapToObj(i -> new Sender(
                        system,
                        run + "-" + i,
                        system.people().get(i % system.people().size()),
                        sessions.get(i % sessions.size()),
                        i,
                        ledger,
                        plain))
                .toList();
        senders.forEach(sender -> sender.thread.start());
        return new Group(senders);
    }

    /** Senders that work together. */
    record Group(List<Sender> senders) implements AutoCloseable {
        /** Lets all write as fast as they are answered. */
        Group hurry() {
            senders.forEach(sender -> sender.pause = Duration.ZERO);
            return this;
        }

        /** Does something beside which all write slowly: nodes start several times as fast when nobody takes their processors. */
        <T> T slowlyDuring(Supplier<T> work) {
            senders.forEach(sender -> sender.pause = SLOW);
            try {
                return work.get();
            } finally {
                senders.forEach(sender -> sender.pause = MOMENT);
            }
        }

        /** Lets each bring what it has begun to its end. */
        void finish() {
            senders.forEach(sender -> sender.stopping = true);
            senders.forEach(Sender::join);
        }

        /** Ends each where it is: what is not acknowledged now is not sent again. */
        void abandon() {
            senders.forEach(sender -> sender.abandoning = true);
            finish();
        }

        @Override
        public void close() {
            senders.forEach(sender -> sender.abandoning = true);
            senders.forEach(sender -> sender.stopping = true);
        }
    }

    private void join() {
        try {
            if (!thread.join(Duration.ofSeconds(60))) {
                throw new AssertionError("sender " + name + " does not come to its end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        for (int n = 0; !stopping; n++) {
            switch (plain ? 0 : n % EVERY) {
                case 3 -> send(n, 3);
                case 5 -> edit();
                case 8 -> react();
                default -> send(n, 1);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        leave();
    }

    private void send(int n, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = name + "-" + n + (count == 1 ? "" : "-" + i);
            entries.add(ledger.open(sessionId, person, new Work.Text(id, "This is " + id + ", as it was sent.")));
        }
        Work work = new Work.Send(
                sessionId, entries.stream().map(entry -> entry.text).toList());
        persist(work, () -> entries.forEach(entry -> entry.attempts++), answer -> {
            List<JsonObject> stored = messages(answer);
            for (int i = 0; i < count; i++) {
                JsonObject message = stored.get(i);
                ledger.acked(entries.get(i), message.getLong("seq"), message.getString("id"), node());
            }
            last = entries.getLast();
        });
    }

    private static List<JsonObject> messages(JsonObject answer) {
        JsonArray batch = answer.getJsonArray("messages");
        return batch == null
                ? Collections.singletonList(answer.getJsonObject("message"))
                : batch.stream().map(JsonObject.class::cast).toList();
    }

    private void edit() {
        Entry entry = last;
        if (entry != null && entry.edit == null) {
            String content = "This is " + entry.text.clientMessageId() + ", as it was changed.";
            entry.edit = content;
            persist(
                    new Work.Edit(sessionId, entry.acks.getFirst().messageId(), content),
                    () -> {},
                    answer -> entry.editAcked = true);
        }
    }

    private void react() {
        Entry entry = last;
        if (entry != null) {
            String emoji = "👍";
            persist(
                    new Work.React(sessionId, entry.acks.getFirst().messageId(), emoji),
                    () -> {},
                    answer -> ledger.reacted(
                            new Reaction(sessionId, entry.acks.getFirst().seq(), person.id(), emoji)));
        }
    }

    private void persist(Work work, Runnable attempt, Consumer<JsonObject> acked) {
        Duration pause = SHORTEST_PAUSE;
        while (!abandoning) {
            long began = System.nanoTime();
            try {
                attempt.run();
                acked.accept(door().call(work));
                return;
            } catch (RefusedException e) {
                refused(e.code(), e.isRetryable(), began, e.getMessage());
                if (!e.isRetryable()) {
                    return;
                }
            } catch (IOException e) {
                refused("", true, began, String.valueOf(e.getMessage()));
                leave();
                nodeIndex++;
            }
            // A client's pause before it tries again: growing, and not in step with the others.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos()));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    private void refused(String code, boolean retryable, long began, String detail) {
        ledger.refused(new Refusal(code, retryable, node().name(), began, System.nanoTime(), detail));
    }

    private NodeProcess node() {
        return system.node(nodeIndex);
    }

    private Door door() throws IOException {
        Door open = door;
        if (open == null) {
            open = overBridge
                    ? BridgeDoor.open(system.vertx(), node(), person)
                    : new HttpDoor(system.http(), node(), person);
            door = open;
        }
        return open;
    }

    private void leave() {
        if (door != null) {
            door.close();
            door = null;
        }
    }
}
