package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.testing.Records;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Frames by a seed, over TCP: each ends as it has to, the log stays quiet, the memory flat, and somebody else is served all the
 * while. {@code -Dcogo.fuzz.cases=1000000} tries more, {@code -Dcogo.fuzz.seed=2} others.
 */
class FrameFuzzTest {
    private static final int CASES = Integer.getInteger("cogo.fuzz.cases", 4000);
    private static final long SEED = Long.getLong("cogo.fuzz.seed", 1);
    private static final int PEERS = 8;
    private static final long HEAP_ROOM = 24 << 20;

    @ParameterizedTest(name = "SockJS: {0}")
    @ValueSource(booleans = {false, true})
    void framesEndAsTheyHaveTo(boolean sockJs) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        RealtimeLimits limits = RealtimeFixture.quick()
                .with(Records.with(
                        RealtimeFixture.quick().inbound(), "framesPerSecond", 1_000_000, "frameBurst", 1_000_000));
        try (RealtimeFixture fixture = new RealtimeFixture(limits, 1);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient healthy = fixture.raw().listen("system_announcements", fixture.tokens.issue(Ids.next()));
            log.start();
            root.addAppender(log);
            run(threads, fixture, sockJs, CASES / 20, SEED + 1_000_000);
            long before = usedHeap();
            run(threads, fixture, sockJs, CASES / 2, SEED);
            fixture.announce("others go on");
            healthy.awaitRec("system_announcements");
            RealtimeFixture.until("nothing is left of them", () -> fixture.sockets(0) == 1 && fixture.leaving(0) == 0);
            assertThat(usedHeap() - before).isLessThan(HEAP_ROOM);
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getFormattedMessage))
                .isEmpty();
    }

    private static void run(ExecutorService threads, RealtimeFixture fixture, boolean sockJs, int cases, long seed)
            throws Exception {
        List<Future<?>> peers = IntStream.range(0, PEERS)
                .<Future<?>>mapToObj(i -> threads.submit(() -> {
                    tryAll(fixture, sockJs, cases / PEERS, seed + i);
                    return null;
                }))
                .toList();
        for (Future<?> peer : peers) {
            peer.get();
        }
    }

    private static void tryAll(RealtimeFixture fixture, boolean sockJs, int cases, long seed) throws IOException {
        Random random = new Random(seed);
        RawPeer peer = new RawPeer(fixture.port(0), sockJs);
        try {
            for (int i = 0; i < cases; i++) {
                FuzzCase odd =
                        FuzzCase.of(random, sockJs, RealtimeFixture.quick().maxMessageBytes());
                peer.send(odd.bytes());
                boolean goesOn = odd.expected() == FuzzCase.Expected.SERVED;
                check(odd, "seed " + seed + ", case " + i, goesOn ? peer.fence() : end(peer, odd));
                if (!goesOn) {
                    peer.close();
                    peer = new RawPeer(fixture.port(0), sockJs);
                }
            }
        } finally {
            peer.close();
        }
    }

    private static RawPeer.Outcome end(RawPeer peer, FuzzCase odd) {
        return odd.expected() == FuzzCase.Expected.ANYHOW ? peer.hangUp() : peer.end();
    }

    private static void check(FuzzCase odd, String where, RawPeer.Outcome outcome) {
        String what = odd.name() + ", " + where + ": " + outcome;
        assertThat(outcome.errors()).as(what).doesNotContain(ErrorCode.INTERNAL.wireName());
        switch (odd.expected()) {
            case SERVED -> assertThat(outcome.isServed()).as(what).isTrue();
            case BROKEN -> {
                assertThat(outcome.closeCode()).as(what).isEqualTo(CloseCode.BAD_FRAME.number());
                assertThat(outcome.lastWord()).as(what).isEqualTo("bad_frame");
            }
            case CLOSED -> assertThat(outcome.closeCode()).as(what).isEqualTo(odd.closeCode());
            case ANYHOW -> assertThat(outcome.lastWord()).as(what).isIn("", "bad_frame");
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
