package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.node.ledger.Ledger.Entry;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
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
 * Listeners that are sent away, cut off, frozen, or come back late: each must hear everything once and in order. Three nodes that
 * all scenarios share, in a network that can be cut where such a one can be made.
 */
@Tag("ledger")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComebackTest {
    private static final Logger LOG = LoggerFactory.getLogger(ComebackTest.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Who has not read for so long is sent away; a busy machine may let the time pass for who was to sleep less. */
    private static final Duration SENT_AWAY_AFTER = Duration.ofSeconds(10);

    private static final int SENDERS = 12;
    private static final int SOME = 100;
    /** More than what the kernel keeps for a connection and the server's soft limit, and not much more: see below. */
    private static final int LONG_MESSAGES = 200;

    private static final int MAX_REPLAY = 10_000;
    private static final int BATCH = 100;
    /** A silent member is put out after 10 seconds. */
    private static final Duration CUT = Duration.ofSeconds(20);

    private static Optional<CutNetwork> network = Optional.empty();
    private static TestSystem system;
    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void open(@TempDir Path directory) {
        network = CutNetwork.open();
        system = TestSystem.start(directory, network);
    }

    @AfterAll
    static void close() {
        if (system != null) {
            system.close();
        }
        network.ifPresent(CutNetwork::close);
    }

    @BeforeEach
    void restore(TestInfo test) {
        system.restore();
        LOG.info("-- {}", test.getDisplayName());
    }

    @Test
    @Order(1)
    @Tag("ledger-cut")
    void aNetworkThatIsCutAndHealedLosesAndDoublesNothing() {
        assumeTrue(network.isPresent(), "no network namespaces here: they need root and iproute2");
        CutNetwork line = network.orElseThrow();
        List<String> sessions = system.sessions(6);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.start(system, SENDERS, sessions, ledger)) {
            awaitAcks(SOME);
            line.cut();
            long cut = System.nanoTime();
            // What is asked for is a cut that lasts: there is nothing else to wait for.
            LockSupport.parkNanos(CUT.toNanos());
            long settled = System.nanoTime();
            LOG.info("{} acknowledgements while it was cut", acksSince(cut, ""));
            for (NodeProcess node : system.nodes()) {
                Eventually.until(
                        () -> node + " to go on alone" + system.complaints(),
                        TIMEOUT,
                        () -> acksSince(settled, node.name()) > SOME / 3);
            }
            Listener.awaitEnds(listeners, system.stored(sessions));
            LOG.info("both sides serve {} ms after the cut", millisSince(cut));

            List<Stored> atHeal = system.stored(sessions);
            line.heal();
            long healed = System.nanoTime();
            Listener.awaitEnds(listeners, atHeal);
            LOG.info("everybody has what was before the heal {} ms later", millisSince(healed));
            Eventually.until(
                    () -> "the two parts to be one again" + system.complaints(),
                    TIMEOUT,
                    () -> system.nodes().stream().anyMatch(node -> node.hasSaid("Resetting local member UUID")));
            everybodyHearsEachNode(listeners, sessions);
            everybodyIsThere(sessions.getFirst());
            LOG.info("one cluster again {} ms after the heal", millisSince(healed));
            awaitAcks(ledger.acks() + 3 * SOME);
            senders.finish();
            Audit.check(system, ledger, sessions, listeners);
        }
    }

    @Test
    @Order(2)
    @Tag("ledger-rolling")
    void aRollingRestartSendsListenersAwayAndTheyMissNothing() {
        List<String> sessions = system.sessions(4);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.start(system, SENDERS, sessions, ledger)) {
            for (NodeProcess node : system.nodes()) {
                awaitAcks(ledger.acks() + SOME);
                long asked = System.nanoTime();
                node.stop();
                long stopped = System.nanoTime();
                senders.slowlyDuring(() -> node.launch().awaitReady());
                LOG.info(
                        "{} stopped in {} ms, ready {} ms later",
                        node,
                        (stopped - asked) / 1_000_000,
                        millisSince(stopped));
                Eventually.until(
                        "all to listen", TIMEOUT, () -> listeners.stream().allMatch(Listener::isLive));
            }
            awaitAcks(ledger.acks() + SOME);
            senders.finish();
            Audit.check(system, ledger, sessions, listeners);
        }
        // None was cut off without a word: each that had to go was told when to come back.
        assertThat(listeners)
                .allSatisfy(
                        listener -> assertThat(listener.notices()).isNotEmpty().allMatch("shutting_down"::equals));
    }

    @Test
    @Order(3)
    @Tag("ledger-frozen-listeners")
    void whoReadsTooLateIsToldSoAndMissesNothing() {
        List<String> session = system.sessions(1);
        List<Listener> listeners = new ArrayList<>(Listener.everywhere(system, session));
        List<Listener> awake = List.copyOf(listeners);
        Listener dozing = Listener.start(system, session.getFirst(), 1);
        Listener asleep = Listener.start(system, session.getFirst(), 2);
        listeners.addAll(List.of(dozing, asleep));
        Eventually.until("all to listen", TIMEOUT, () -> listeners.stream().allMatch(Listener::isLive));
        List<Long> heapBefore =
                system.nodes().stream().map(NodeProcess::liveHeap).toList();
        logTravel("nobody is frozen", awake, sendLong(session.getFirst(), LONG_MESSAGES));
        // A machine that is busy may let the moment pass in which it can still be told why.
        boolean overslept = false;
        for (int i = 0; i < 3 && !asleep.notices().contains("lagging"); i++) {
            long began = System.nanoTime();
            dozing.freeze();
            asleep.freeze();
            logTravel("two are frozen", awake, sendLong(session.getFirst(), LONG_MESSAGES));
            // Nothing shows outside when a client lags or is to be closed: after two sweeps of a second, and 10 s
            // later.
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            dozing.thaw();
            overslept |= System.nanoTime() - began > SENT_AWAY_AFTER.toNanos();
            Listener.awaitEnds(List.of(dozing), system.stored(session));
            LockSupport.parkNanos(Duration.ofMillis(10_500).toNanos());
            assertThat(awake)
                    .allSatisfy(listener -> assertThat(listener.lastSeq())
                            .isEqualTo(system.stored(session).getFirst().lastSeq()));
            asleep.thaw();
            Listener.awaitEnds(listeners, system.stored(session));
        }
        Audit.check(system, ledger, session, listeners);
        for (int i = 0; i < heapBefore.size(); i++) {
            NodeProcess node = system.node(i);
            long more = node.liveHeap() - heapBefore.get(i);
            LOG.info(
                    "{}: heap {} KiB more than before, memory {} KiB", node, more / 1024, node.residentMemory() / 1024);
            assertThat(more).as("heap of " + node).isLessThan(32 << 20);
        }
        assertThat(dozing.notices()).contains("lagged");
        if (!overslept) {
            assertThat(dozing.notices()).doesNotContain("lagging");
        }
        assertThat(asleep.notices()).contains("lagging");
        assertThat(awake).allSatisfy(listener -> assertThat(listener.notices()).isEmpty());
    }

    @Test
    @Order(4)
    @Tag("ledger-since")
    void whoComesToAnotherNodeGetsExactlyWhatItMissedOrNothing() throws Exception {
        String session = system.sessions(1).getFirst();
        int end = MAX_REPLAY + 500;
        fill(session, end);
        // What the client has, and what it must get: from the next one to the end, or nothing.
        Map<Long, Boolean> cases = Map.of(
                0L,
                false,
                end - MAX_REPLAY - 1L,
                false,
                (long) end - MAX_REPLAY,
                true,
                end - 3000L,
                true,
                end - 150L,
                true,
                end - 1L,
                true,
                (long) end,
                true,
                end + 1L,
                false);
        List<Comeback> comebacks = new ArrayList<>();
        try {
            for (var one : cases.entrySet()) {
                for (NodeProcess node : system.nodes()) {
                    comebacks.add(Comeback.to(system, node, session, one.getKey()));
                }
            }
            for (Comeback comeback : comebacks) {
                boolean recovered = cases.get(comeback.since());
                assertThat(comeback.recovered()).as(comeback.toString()).isEqualTo(recovered);
                assertThat(comeback.position()).as(comeback.toString()).isEqualTo(end);
                if (recovered) {
                    comeback.expect(comeback.since() + 1, end);
                }
            }
            fill(session, 1);
            for (Comeback comeback : comebacks) {
                comeback.expect(end + 1, end + 1);
            }
        } finally {
            comebacks.forEach(Comeback::close);
        }
    }

    /** Events without a seq come by the bus or not at all: what they reach, all reach. */
    private void everybodyHearsEachNode(List<Listener> listeners, List<String> sessions) {
        for (int i = 0; i < CutNetwork.NODES; i++) {
            Person typist = system.people().get(CutNetwork.NODES + i);
            try (BridgeDoor door = BridgeDoor.open(system.vertx(), system.node(i), typist)) {
                for (String session : sessions) {
                    Eventually.until(
                            () -> "all to hear of " + session + " from " + door.node() + ": "
                                    + listeners.stream()
                                            .filter(l -> l.sessionId().equals(session))
                                            .map(l -> l + " " + l.hasHeardTyping(typist))
                                            .toList()
                                    + system.complaints(),
                            TIMEOUT,
                            () -> {
                                type(door, session);
                                return listeners.stream()
                                        .filter(listener -> listener.sessionId().equals(session))
                                        .allMatch(listener -> listener.hasHeardTyping(typist));
                            });
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whichever node is asked, it knows the listeners of all. */
    private void everybodyIsThere(String session) {
        Set<String> all = system.people().subList(0, CutNetwork.NODES).stream()
                .map(Person::id)
                .collect(Collectors.toSet());
        for (NodeProcess node : system.nodes()) {
            try (BridgeDoor door =
                    BridgeDoor.open(system.vertx(), node, system.people().getLast())) {
                Eventually.until(
                        () -> node + " to know who listens",
                        TIMEOUT,
                        () -> present(door, session).containsAll(all));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Set<String> present(BridgeDoor door, String session) {
        try {
            return door.call("chat.presence", new JsonObject().put("sessionId", session)).getJsonArray("items").stream()
                    .map(item -> ((JsonObject) item).getString("userId"))
                    .collect(Collectors.toSet());
        } catch (RefusedException e) {
            assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void type(BridgeDoor door, String session) {
        try {
            door.call("chat.typing", new JsonObject().put("sessionId", session).put("isTyping", true));
        } catch (RefusedException e) {
            assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Entry> sendLong(String session, int count) {
        String filling = "x".repeat(30_000);
        List<Future<Entry>> sends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < count; i++) {
                Person author = system.people().get(i % system.people().size());
                NodeProcess node = system.node(i);
                sends.add(threads.submit(
                        () -> send(node, author, session, new Work.Text("long-" + UUID.randomUUID(), filling))));
            }
        }
        return sends.stream().map(Future::resultNow).toList();
    }

    private Entry send(NodeProcess node, Person author, String session, Work.Text text) throws Exception {
        Entry entry = ledger.open(session, author, text);
        JsonObject message = new HttpDoor(system.http(), node, author)
                .call(new Work.Send(session, List.of(text)))
                .getJsonObject("message");
        ledger.acked(entry, message.getLong("seq"), message.getString("id"), node);
        return entry;
    }

    /** How long messages were under way from the call to each listener. */
    private static void logTravel(String when, List<Listener> listeners, List<Entry> entries) {
        Map<String, Entry> byId =
                entries.stream().collect(Collectors.toMap(entry -> entry.text.clientMessageId(), Function.identity()));
        List<Long> micros = listeners.stream()
                .flatMap(listener -> listener.heard().stream())
                .filter(heard -> byId.containsKey(heard.clientMessageId()))
                .map(heard -> (heard.at() - byId.get(heard.clientMessageId()).openedAt) / 1000)
                .sorted()
                .toList();
        LOG.info(
                "{}: {} deliveries to others, p50 {} µs, p99 {} µs",
                when,
                micros.size(),
                micros.get(micros.size() / 2),
                micros.get(micros.size() * 99 / 100));
    }

    /** Stores short messages. */
    private static void fill(String session, int count) throws Exception {
        HttpDoor door = new HttpDoor(
                system.http(), system.nodes().getFirst(), system.people().getFirst());
        for (int from = 0; from < count; from += BATCH) {
            List<Work.Text> texts = IntStream.range(from, Math.min(count, from + BATCH))
                    .mapToObj(i -> new Work.Text("short-" + UUID.randomUUID(), "Number " + i))
                    .toList();
            door.call(new Work.Send(session, texts));
        }
    }

    private void awaitAcks(long count) {
        Eventually.until(
                () -> count + " acknowledgements, not " + ledger.acks() + " (" + ledger.summary() + ")"
                        + system.complaints(),
                TIMEOUT,
                () -> ledger.acks() >= count);
    }

    /** @param node empty for all */
    private long acksSince(long moment, String node) {
        return ledger.entries().stream()
                .flatMap(entry -> entry.acks.stream())
                .filter(ack ->
                        ack.at() - moment > 0 && (node.isEmpty() || ack.node().equals(node)))
                .count();
    }

    private static long millisSince(long moment) {
        return (System.nanoTime() - moment) / 1_000_000;
    }
}
