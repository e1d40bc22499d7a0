package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node of three that hangs, dies, is deaf or is mute: it alone is not ready, and nobody waits for it. */
@Tag("ledger")
class SilentNodeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Twice what is promised of an ill node: this machine has other things to do. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final int ILL = 2;

    private static Optional<CutNetwork> network = Optional.empty();
    private static TestSystem system;

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
    void restore() {
        network.ifPresent(line -> line.hearAndSpeak(ILL));
        system.restore();
    }

    @Test
    void aNodeThatHangsOrDiesMakesNoOtherUnready() {
        List<String> sessions = system.sessions(6);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        Ledger ledger = new Ledger();
        NodeProcess ill = system.node(ILL);
        try (ReadyWatch watch = new ReadyWatch(theOthers())) {
            ill.freeze();
            sendThrough(theOthers(), sessions, ledger);
            Eventually.until(
                    () -> "the others to put it out" + system.complaints(),
                    TIMEOUT,
                    () -> theOthers().stream().anyMatch(node -> node.hasSaid("has not sent any heartbeats")));
            // Whoever listens there finds out, and comes back elsewhere.
            ill.kill();
            sendThrough(theOthers(), sessions, ledger);
            allIsHeard(sessions, listeners, ledger);
            ill.launch().awaitReady();
            ill.kill();
            sendThrough(theOthers(), sessions, ledger);
            ill.launch().awaitReady();
            sendThrough(system.nodes(), sessions, ledger);
            allIsHeard(sessions, listeners, ledger);
            assertThat(watch.failures()).isEmpty();
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    @Test
    void aNodeWhoseClockIsAnHourOffSaysSoAndLosesNothing() {
        Optional<WrongClock> clock = WrongClock.anHourAhead();
        assumeTrue(clock.isPresent(), "no libfaketime here: it gives a process another time");
        List<String> sessions = system.sessions(3);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        Ledger ledger = new Ledger();
        NodeProcess ill = system.node(ILL);
        ill.kill();
        try (ReadyWatch watch = new ReadyWatch(theOthers())) {
            ill.launch(clock.orElseThrow());
            Eventually.until(
                    () -> ill + " to say what is wrong" + system.complaints(),
                    TIMEOUT,
                    () -> ill.isLive() && ill.hasSaid("clock") && !ill.isReady());
            sendThrough(system.nodes(), sessions, ledger);
            allIsHeard(sessions, listeners, ledger);
            assertThat(ill.isReady()).isFalse();
            assertThat(watch.failures()).isEmpty();
        } finally {
            listeners.forEach(Listener::close);
            ill.kill();
        }
    }

    @Test
    void aNodeThatIsDeafSaysSoAndServesFromTheDatabase() {
        CutNetwork line = network();
        theIllOneIsNotReadyAndNobodyWaits(
                () -> line.deafen(ILL, system.node(ILL).busPort()));
    }

    @Test
    void aNodeThatIsMuteSaysSoAndServesFromTheDatabase() {
        CutNetwork line = network();
        theIllOneIsNotReadyAndNobodyWaits(() -> theOthers().forEach(node -> line.mute(ILL, node.busPort())));
    }

    private static CutNetwork network() {
        assumeTrue(network.isPresent(), "no network namespaces here: they need root, iproute2 and iptables");
        return network.orElseThrow();
    }

    private static void theIllOneIsNotReadyAndNobodyWaits(Runnable illness) {
        // So many that each node is at home for some.
        List<String> sessions = system.sessions(12);
        List<Listener> listeners = Listener.everywhere(system, sessions);
        Ledger ledger = new Ledger();
        NodeProcess ill = system.node(ILL);
        try (ReadyWatch watch = new ReadyWatch(theOthers())) {
            illness.run();
            Eventually.until(() -> ill + " to be unready" + system.complaints(), SOON, () -> !ill.isReady());
            sendThrough(system.nodes(), sessions, ledger);
            allIsHeard(sessions, listeners, ledger);
            assertThat(ill.isReady()).isFalse();

            network.orElseThrow().hearAndSpeak(ILL);
            ill.awaitReady();
            sendThrough(system.nodes(), sessions.subList(0, 1), ledger);
            allIsHeard(sessions, listeners, ledger);
            assertThat(watch.failures()).isEmpty();
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    private static void sendThrough(List<NodeProcess> nodes, List<String> sessions, Ledger ledger) {
        for (String session : sessions) {
            nodes.forEach(node -> send(node, session, ledger));
        }
    }

    private static void allIsHeard(List<String> sessions, List<Listener> listeners, Ledger ledger) {
        Listener.awaitEnds(listeners, system.stored(sessions));
        assertThat(Audit.of(ledger, system.stored(sessions), listeners)).isEmpty();
    }

    /** What is under way while the nodes learn of the illness is refused, and done when it is asked for again. */
    private static void send(NodeProcess node, String session, Ledger ledger) {
        Person author = system.people().getFirst();
        Work.Text text = new Work.Text("silent-" + UUID.randomUUID(), "From " + node);
        Ledger.Entry entry = ledger.open(session, author, text);
        HttpDoor door = new HttpDoor(system.http(), node, author);
        Eventually.until("it to be sent through " + node, TIMEOUT, () -> {
            try {
                JsonObject message =
                        door.call(new Work.Send(session, List.of(text))).getJsonObject("message");
                ledger.acked(entry, message.getLong("seq"), message.getString("id"), node);
                return true;
            } catch (RefusedException e) {
                assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<NodeProcess> theOthers() {
        return system.nodes().subList(0, ILL);
    }
}
