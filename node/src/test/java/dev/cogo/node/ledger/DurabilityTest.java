package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.config.Setting;
import dev.cogo.node.ledger.Ledger.Ack;
import dev.cogo.node.ledger.Ledger.Entry;
import dev.cogo.runtime.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an acknowledgement is worth in each mode when PostgreSQL is killed under load and nobody sends anything again. */
@Tag("ledger")
@Tag("ledger-durability")
class DurabilityTest {
    private static final Logger LOG = LoggerFactory.getLogger(DurabilityTest.class);
    private static final int NODES = 2;
    private static final int SENDERS = 16;
    private static final int CRASHES = 3;
    private static final int SOME = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** The documentation's 600 ms, and as much again for an acknowledgement on its way. */
    private static final Duration AT_MOST = Duration.ofMillis(1200);

    @ParameterizedTest
    @ValueSource(strings = {"durable", "relaxed"})
    void acknowledgedMessagesSurviveACrashOfTheDatabaseAsTheModeSays(String mode, @TempDir Path directory) {
        try (TestSystem system = TestSystem.start(directory, NODES, Map.of(Setting.CHAT_DURABILITY, mode))) {
            int lost = 0;
            for (int crash = 0; crash < CRASHES; crash++) {
                lost += crash(system, mode);
            }
            LOG.info("{}: {} acknowledged messages lost in {} crashes", mode, lost, CRASHES);
            if (mode.equals("durable")) {
                assertThat(lost).isZero();
            }
        }
    }

    /** One crash under load in sessions of its own; how many acknowledged messages it cost. */
    private static int crash(TestSystem system, String mode) {
        Ledger ledger = new Ledger();
        List<String> sessions = system.sessions(4);
        long killed;
        try (Sender.Group senders = Sender.startPlain(system, SENDERS, sessions, ledger)) {
            awaitAcks(system, ledger, SOME);
            killed = System.nanoTime();
            system.database().kill();
            senders.abandon();
        }
        system.restore();
        List<Stored> kept = system.stored(sessions);

        // Dense, each once, and of what is kept nothing missing, nothing moved: so what is lost is the end of a
        // session.
        assertThat(Audit.ofPrefix(ledger, kept, killed))
                .as("%s: %s", mode, ledger.summary())
                .isEmpty();
        List<Entry> lost = lost(ledger, kept);
        long oldest = lost.stream()
                .mapToLong(entry -> killed - firstAck(entry).at())
                .max()
                .orElse(0);
        LOG.info(
                "{}: {} of {} acknowledged messages lost, the oldest acknowledged {} ms before the crash",
                mode,
                lost.size(),
                ledger.acks(),
                oldest / 1_000_000);
        assertThat(Duration.ofNanos(oldest)).isLessThan(AT_MOST);
        ledger.forget(lost);
        goOn(system, sessions, ledger);
        return lost.size();
    }

    private static List<Entry> lost(Ledger ledger, List<Stored> kept) {
        Set<String> there = kept.stream()
                .flatMap(stored -> stored.lines().stream())
                .map(Stored.Line::clientMessageId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return ledger.entries().stream()
                .filter(entry -> entry.isAcked() && !there.contains(entry.text.clientMessageId()))
                .toList();
    }

    private static Ack firstAck(Entry entry) {
        return entry.acks.getFirst();
    }

    // The sessions are written on from where they end now, by nodes that knew them longer, and whoever begins to listen
    // hears it all.
    private static void goOn(TestSystem system, List<String> sessions, Ledger ledger) {
        List<Listener> listeners = Listener.everywhere(system, sessions);
        try (Sender.Group senders = Sender.startPlain(system, SENDERS, sessions, ledger)) {
            awaitAcks(system, ledger, ledger.acks() + SOME);
            senders.finish();
            List<Stored> stored = system.stored(sessions);
            Listener.awaitEnds(listeners, stored);
            assertThat(Audit.of(ledger, stored, listeners)).as(ledger.summary()).isEmpty();
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    private static void awaitAcks(TestSystem system, Ledger ledger, long count) {
        Eventually.until(
                () -> count + " acknowledgements (" + ledger.summary() + ")" + system.complaints(),
                TIMEOUT,
                () -> ledger.acks() >= count);
    }
}
