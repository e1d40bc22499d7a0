package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.config.Setting;
import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.node.ledger.Ledger.Ack;
import dev.cogo.node.ledger.Ledger.Entry;
import dev.cogo.node.ledger.Ledger.Refusal;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three nodes and a PostgreSQL that are killed and frozen while people write. Each scenario stands alone; they share the nodes
 * because starting some takes longer than most of them, and are ordered so that the first finds them as they were started.
 */
@Tag("ledger")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerTest {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerTest.class);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int NODES = 3;
    private static final int SENDERS = 16;
    /** Enough to be in the middle of it. */
    private static final int SOME = 100;

    @AutoClose
    private static TestSystem system;

    private static Outsiders outsiders;

    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void open(@TempDir Path directory) {
        system = TestSystem.start(directory, NODES, Outsiders.SETTINGS);
        outsiders = Outsiders.start(system.vertx());
    }

    @BeforeEach
    void restore(TestInfo test) {
        system.restore();
        LOG.info("-- {}", test.getDisplayName());
    }

    @Test
    @Order(1)
    @Tag("ledger-senders")
    void thirtyTwoSendersAtThreeNodesMakeOneOrder() {
        List<String> session = system.sessions(1);
        List<Listener> listeners = Listener.everywhere(system, session);
        try (Sender.Group senders = Sender.start(system, 32, session, ledger).hurry()) {
            awaitAcks(3000);
            senders.finish();
            Audit.check(system, ledger, session, listeners);
        }
        assertThat(ledger.refusals()).isEmpty();
    }

    @Test
    @Order(2)
    @Tag("ledger-duplicates")
    void theSameMessageSentAgainAndAtOnceByAllNodesIsOneMessage() throws Exception {
        List<String> session = system.sessions(1);
        List<Listener> listeners = Listener.everywhere(system, session);
        Person author = system.people().getFirst();
        List<Entry> entries = IntStream.range(0, 150)
                .mapToObj(i -> ledger.open(
                        session.getFirst(), author, new Work.Text("again-" + i, "This is number " + i + ".")))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sends = new ArrayList<>();
            for (int round = 0; round < 2; round++) {
                for (int from = 0; from < entries.size(); from += 5) {
                    // Every node, both doors; one by one and in a batch that says each of its messages twice.
                    List<Entry> five = entries.subList(from, from + 5);
                    for (NodeProcess node : system.nodes()) {
                        five.forEach(entry -> sends.add(threads.submit(send(node, author, true, List.of(entry)))));
                        List<Entry> twice = new ArrayList<>(five);
                        twice.addAll(five.reversed());
                        sends.add(threads.submit(send(node, author, false, twice)));
                    }
                }
                for (Future<?> send : sends) {
                    send.get(); // the second round replays what the first has settled
                }
            }
        }

        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.acks).hasSize(18);
            assertThat(entry.acks.stream().map(Ack::seq).distinct())
                    .as(entry.toString())
                    .hasSize(1);
        });
        Audit.check(system, ledger, session, listeners);
        assertThat(system.stored(session).getFirst().lastSeq()).isEqualTo(entries.size());
    }

    private Callable<?> send(NodeProcess node, Person author, boolean overHttp, List<Entry> entries) {
        return () -> {
            Work work = new Work.Send(
                    entries.getFirst().sessionId,
                    entries.stream().map(entry -> entry.text).toList());
            try (Door door = overHttp
                    ? new HttpDoor(system.http(), node, author)
                    : BridgeDoor.open(system.vertx(), node, author)) {
                JsonObject answer = door.call(work);
                JsonArray stored = answer.getJsonArray("messages", new JsonArray().add(answer.getValue("message")));
                for (int i = 0; i < entries.size(); i++) {
                    JsonObject message = stored.getJsonObject(i);
                    ledger.acked(entries.get(i), message.getLong("seq"), message.getString("id"), node);
                }
            }
            return null;
        };
    }

    @Test
    @Order(3)
    @Tag("ledger-database-killed")
    void aKilledDatabaseLosesNothingThatWasAcknowledged() throws Exception {
        String asked = aiSession();
        List<RunListener> hearing = hear(asked, system.nodes());
        List<String> sessions = system.sessions(4);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.start(system, SENDERS, sessions, ledger)) {
            for (int round = 0; round < 3; round++) {
                awaitAcks(ledger.acks() + SOME);
                if (round == 0) {
                    ask(system.node(0), asked, hearing);
                }
                long dead = system.database().kill();
                long killed = System.nanoTime();
                system.database().awaitSuccessor(dead);
                // What was stored before the end may still be told, but by 32 senders that is soon over.
                assertThat(acksBetween(killed, System.nanoTime()))
                        .as("who acknowledged without a database?")
                        .isLessThan(SOME);
                system.database().awaitUp();
                long up = System.nanoTime();
                awaitAcks(ledger.acks() + SOME);
                LOG.info(
                        "away for {} ms, in full swing {} ms later", millis(killed, up), millis(up, System.nanoTime()));
            }
            senders.finish();
            Audit.check(system, ledger, sessions, listeners);
        }
        assertThat(refusals().size()).as("sends without a database").isPositive();
        checkAnswer(asked, hearing);
    }

    @Test
    @Order(4)
    @Tag("ledger-database-frozen")
    void aFrozenDatabaseIsToldAtOnceAndKeepsMemoryBounded() {
        List<String> sessions = system.sessions(4);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.start(system, SENDERS, sessions, ledger)) {
            awaitAcks(SOME);
            List<Long> heapBefore =
                    system.nodes().stream().map(NodeProcess::liveHeap).toList();
            List<Long> memoryBefore =
                    system.nodes().stream().map(NodeProcess::residentMemory).toList();
            awaitAcks(ledger.acks() + SOME);

            long frozen;
            long thawed;
            try (DatabaseServer.Frozen frozenServer = system.database().freeze()) {
                frozen = System.nanoTime();
                Eventually.until(
                        "every node to say that it is not ready",
                        SOON,
                        () -> system.nodes().stream().noneMatch(NodeProcess::isReady));
                assertThat(system.nodes()).allMatch(NodeProcess::isLive);
                // What is asked for is a database that is silent for thirty seconds: there is nothing else to wait for.
                LockSupport.parkNanos(frozen + Duration.ofSeconds(30).toNanos() - System.nanoTime());
                for (int i = 0; i < NODES; i++) {
                    NodeProcess node = system.node(i);
                    long heap = node.liveHeap() - heapBefore.get(i);
                    long memory = node.residentMemory() - memoryBefore.get(i);
                    LOG.info("{}: heap {} KiB more, memory {} KiB more", node, heap / 1024, memory / 1024);
                    assertThat(heap).as("heap of " + node).isLessThan(32 << 20);
                    assertThat(memory).as("memory of " + node).isLessThan(160 << 20);
                }
                thawed = System.nanoTime();
            }
            awaitAcks(ledger.acks() + SOME);
            LOG.info("in full swing {} ms after the thaw", millis(thawed, System.nanoTime()));
            senders.finish();

            // A transaction that was through may still be acknowledged by a busy node.
            assertThat(acksBetween(frozen + Duration.ofSeconds(2).toNanos(), thawed))
                    .isZero();
            List<Refusal> meanwhile = refusals().stream()
                    .filter(refusal ->
                            refusal.began() > frozen + Duration.ofSeconds(8).toNanos() && refusal.ended() < thawed)
                    .toList();
            List<Refusal> slow = meanwhile.stream()
                    .filter(refusal -> refusal.millis() > 1000)
                    .toList();
            LOG.info(
                    "{} refusals while it was frozen, {} of them took more than a second",
                    meanwhile.size(),
                    slow.size());
            assertThat(meanwhile.stream()
                            .filter(refusal -> refusal.isCut() || !refusal.retryable())
                            .limit(5))
                    .isEmpty();
            // Each sender heard of it again and again. One in a while waits longer: it is the one that tries.
            assertThat(meanwhile.size())
                    .as("refusals; slow ones: %s", some(slow))
                    .isGreaterThan(10 * SENDERS);
            assertThat(slow.size()).as("slow refusals: %s", some(slow)).isLessThan(meanwhile.size() / 5);
            Audit.check(system, ledger, sessions, listeners);
        }
    }

    @Test
    @Order(5)
    @Tag("ledger-commit-unheard")
    void aNodeKilledBetweenCommitAndAcknowledgementHasStoredTheMessageOnce() throws Exception {
        // So many that some are at home at the guest, where they are written.
        List<String> sessions = system.sessions(24);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        Person author = system.people().getFirst();
        try (CommitGate gate = new CommitGate(system.vertx(), system.database().uri(), "Nobody hears of this")) {
            NodeProcess guest = system.guest(Map.of(Setting.DATABASE_URL, gate.uri()));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> sends = new ArrayList<>();
                for (int i = 0; i < 5 * sessions.size() && !gate.hasCaught(); i++) {
                    Work.Text text = new Work.Text("unheard-" + i, "Nobody hears of this " + i + ".");
                    Entry entry = ledger.open(sessions.get(i % sessions.size()), author, text);
                    Future<?> send = threads.submit(send(guest, author, true, List.of(entry)));
                    sends.add(send);
                    Eventually.until("an answer, or none", SOON, () -> send.isDone() || gate.hasCaught());
                }
                assertThat(gate.hasCaught())
                        .as("a commit through the line of the guest")
                        .isTrue();
                Entry unheard = ledger.entries().stream()
                        .filter(entry -> !entry.isAcked())
                        .toList()
                        .getFirst();
                List<Stored> before = system.stored(sessions);
                guest.kill();
                Eventually.until(
                        "the end of what was asked of it",
                        SOON,
                        () -> sends.stream().allMatch(Future::isDone));
                assertThat(unheard.isAcked()).isFalse();

                retry(unheard, author);

                assertThat(unheard.acks).hasSize(1);
                assertThat(before.stream().flatMap(stored -> stored.lines().stream()))
                        .as("stored before it was sent again: %s", unheard)
                        .anyMatch(line -> unheard.text.clientMessageId().equals(line.clientMessageId())
                                && line.seq() == unheard.acks.getFirst().seq());
            }
            Audit.check(system, ledger, sessions, listeners);
        }
    }

    // While the cluster takes its leave of the dead node, requests may still be sent there.
    private void retry(Entry entry, Person author) {
        Eventually.until(() -> "an acknowledgement of " + entry, Duration.ofSeconds(40), () -> {
            try {
                send(system.node(1), author, true, List.of(entry)).call();
                return true;
            } catch (RefusedException e) {
                assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
                return false;
            } catch (IOException e) {
                return false;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @Order(6)
    @Tag("ledger-nodes-killed")
    void tenKilledNodesLoseNothingThatWasAcknowledged() {
        List<String> sessions = system.sessions(4);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.start(system, SENDERS, sessions, ledger)) {
            for (int round = 0; round < 10; round++) {
                awaitAcks(ledger.acks() + SOME);
                NodeProcess victim = system.node(round);
                victim.kill();
                long killed = System.nanoTime();
                awaitAcks(ledger.acks() + SOME);
                LOG.info("{} killed; {} messages {} ms later", victim, SOME, millis(killed, System.nanoTime()));
                senders.slowlyDuring(() -> victim.launch().awaitReady());
            }
            senders.finish();
            Audit.check(system, ledger, sessions, listeners);
        }
        assertThat(refusals().stream().filter(Refusal::isCut).count())
                .as("connections that were cut")
                .isPositive();
    }

    @Test
    @Order(7)
    @Tag("ledger-homes-moved")
    void homesThatMoveWhilePeopleWriteLoseNothing() {
        // So many that some are at home wherever a node comes or goes.
        List<String> sessions = system.sessions(12);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.start(system, SENDERS, sessions, ledger)) {
            for (int round = 0; round < 4; round++) {
                awaitAcks(ledger.acks() + SOME);
                NodeProcess guest = senders.slowlyDuring(() -> system.guest(Map.of()));
                awaitAcks(ledger.acks() + 3 * SOME);
                if (round % 2 == 0) {
                    guest.stop();
                } else {
                    guest.kill();
                }
                awaitAcks(ledger.acks() + SOME);
            }
            senders.finish();
            Audit.check(system, ledger, sessions, listeners);
        }
    }

    /** Whoever asked is gone with the node, and no lease is over within an hour. */
    @Test
    @Order(8)
    @Tag("ledger-work-taken-over")
    void whatAKilledNodeWasAtWorkOnGoesOnAtOnce() throws Exception {
        String session = aiSession();
        door(system.node(0))
                .call(
                        "POST",
                        "/chat/agent-task",
                        new JsonObject()
                                .put("sessionId", session)
                                .put("taskType", "word_count")
                                .put("params", new JsonObject().put("text", "one two")));
        Eventually.until(
                "the agent to have the task",
                SOON,
                () -> !system.leases("agent_tasks", "working").isEmpty());
        String owner = system.leases("agent_tasks", "working").getFirst();
        NodeProcess holder = system.nodes().stream()
                .filter(node -> owner.contains(":" + node.address().getPort() + "-"))
                .findFirst()
                .orElseThrow();
        List<RunListener> listeners = hear(
                session, system.nodes().stream().filter(node -> node != holder).toList());
        outsiders.stopInTheMidst();
        int questions = outsiders.questions();
        ask(holder, session, listeners);

        holder.kill();
        system.lastForAnHour("agent_tasks", "ai_runs");

        Eventually.until("the agent to be told again", SOON, () -> outsiders.tasks() == 2);
        Eventually.until("the AI to be asked again", SOON, () -> outsiders.questions() == questions + 2);
        checkAnswer(session, listeners);
        assertThat(listeners).extracting(RunListener::attempt).containsOnly(2);
    }

    private static HttpDoor door(NodeProcess node) {
        return new HttpDoor(system.http(), node, system.people().getFirst());
    }

    private static String aiSession() throws IOException, RefusedException {
        return door(system.node(0))
                .call(
                        "POST",
                        "/chat/session",
                        new JsonObject().put("title", "AI").put("ai", true))
                .getString("id");
    }

    private static List<RunListener> hear(String session, List<NodeProcess> nodes) throws IOException {
        List<RunListener> listeners = new ArrayList<>();
        for (NodeProcess node : nodes) {
            listeners.add(RunListener.at(system, node, session));
        }
        Eventually.until("all to listen", SOON, () -> listeners.stream().allMatch(RunListener::isSubscribed));
        return listeners;
    }

    /** Asks the AI, and returns when all have heard the beginning of its answer. */
    private static void ask(NodeProcess node, String session, List<RunListener> listeners) {
        Thread.ofVirtual().start(() -> {
            try {
                door(node)
                        .call(
                                "POST",
                                "/chat/ai-response",
                                new JsonObject().put("sessionId", session).put("message", "Why?"));
            } catch (IOException | RefusedException e) {
                LOG.info("who asked has lost the answer: {}", e.toString());
            }
        });
        String begun = Outsiders.ANSWER.substring(0, Outsiders.ANSWER.length() / 4);
        Eventually.until(
                "the answer to be heard",
                SOON,
                () -> listeners.stream().allMatch(listener -> listener.text().startsWith(begun)));
    }

    /** All have heard the whole answer, which is one message. */
    private static void checkAnswer(String session, List<RunListener> listeners) {
        Eventually.until("the end to be heard", SOON, () -> listeners.stream().allMatch(RunListener::isDone));
        for (RunListener listener : listeners) {
            assertThat(listener.faults()).isEmpty();
            assertThat(listener.text()).isEqualTo(Outsiders.ANSWER);
            listener.close();
        }
        assertThat(system.stored(List.of(session)).getFirst().lines().stream()
                        .filter(Stored.Line::isMessage)
                        .map(Stored.Line::content))
                .containsOnlyOnce(Outsiders.ANSWER);
    }

    private void awaitAcks(long count) {
        Eventually.until(
                () -> count + " acknowledgements, not " + ledger.acks() + " (" + ledger.summary() + ", the last one: "
                        + refusals().stream().reduce((before, latest) -> latest) + ")" + system.complaints(),
                Duration.ofSeconds(60),
                () -> ledger.acks() >= count);
    }

    private List<Refusal> refusals() {
        return List.copyOf(ledger.refusals());
    }

    private static List<Refusal> some(List<Refusal> refusals) {
        return refusals.subList(0, Math.min(5, refusals.size()));
    }

    private long acksBetween(long from, long to) {
        return ledger.entries().stream()
                .flatMap(entry -> entry.acks.stream())
                .filter(ack -> ack.at() > from && ack.at() < to)
                .count();
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
