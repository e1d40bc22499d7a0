package dev.cogo.chat.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.home.TimelineHeads;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that are homes and gateways. */
class HomeTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final TestCluster cluster = new TestCluster("one", "two");
    private final Map<UUID, Long> stored = new ConcurrentHashMap<>();
    private final List<List<UUID>> queries = new CopyOnWriteArrayList<>();
    private volatile boolean databaseAway;
    private Vertx vertx;
    private GatewayEar one;
    private GatewayEar two;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        Bus.install(vertx);
        one = new GatewayEar(vertx, cluster.seenBy("one"));
        two = new GatewayEar(vertx, cluster.seenBy("two"));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void anEventGoesToThoseWhoAnnouncedTheChannelAndNoOther() {
        start(new HomeLimits(AT_ONCE, NEVER, NEVER, NEVER, NEVER));
        Channel session = sessionAt("one", 0);
        Channel everybody = new Channel.OfEveryone();
        send("one", session, 0, "nobody listens");
        one.join("one", session);
        two.join("one", session, everybody);
        send("one", session, 1, "to both");
        send("one", everybody, 0, "to the second");
        one.leave("one", session);
        send("one", session, 2, "to the second again");
        assertThat(one.heardOf("one")).containsExactly("to both");
        assertThat(two.heardOf("one")).containsExactly("to both", "to the second", "to the second again");
    }

    @Test
    void positionsOfManyChannelsCostOneStatementAndThoseThatAreFollowedNone() {
        start(new HomeLimits(AT_ONCE, NEVER, NEVER, NEVER, NEVER));
        List<Channel.OfSession> sessions =
                IntStream.range(0, 300).mapToObj(i -> sessionAt("one", i)).toList();
        Channel gone = new Channel.OfSession(Ids.next());
        List<Channel> asked = new ArrayList<>(sessions);
        asked.add(gone);
        asked.add(new Channel.OfEveryone());
        List<Long> positions = one.join("one", asked.toArray(Channel[]::new)).positions();
        assertThat(positions.subList(0, 300))
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> (long) i).toList());
        assertThat(positions.subList(300, 302)).containsExactly(InterestAck.NO_TIMELINE, InterestAck.NO_TIMELINE);
        assertThat(queries).hasSize(1);

        send("one", sessions.get(7), 8, "one more");
        assertThat(two.join("one", sessions.get(7), sessions.get(9)).positions())
                .containsExactly(8L, 9L);
        assertThat(queries).hasSize(1);
    }

    @Test
    void anAnnouncementThatCanNotBeAnsweredTakesEffectAndIsRepeated() {
        start(new HomeLimits(AT_ONCE, NEVER, NEVER, NEVER, NEVER));
        Channel session = sessionAt("one", 3);
        databaseAway = true;
        assertThat(catchThrowable(() -> one.join("one", session)))
                .isInstanceOfSatisfying(
                        CogoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        send("one", session, 4, "heard all the same");
        assertThat(one.heardOf("one")).containsExactly("heard all the same");
        databaseAway = false;
        assertThat(one.join("one", session).positions()).containsExactly(4L);
    }

    @Test
    void aNewHomeSendsToEveryGatewayForAWhile() {
        cluster.become("two");
        start(new HomeLimits(NEVER, NEVER, NEVER, NEVER, NEVER));
        cluster.become("one", "two");
        Channel moved = sessionAt("one", 0);
        Channel stayed = sessionAt("two", 0);
        send("one", moved, 1, "to all");
        assertThat(one.heardOf("one")).containsExactly("to all");
        assertThat(two.heardOf("one")).containsExactly("to all");

        two.join("one", moved);
        send("one", moved, 2, "to all, once");
        assertThat(one.heardOf("one")).containsExactly("to all, once");
        assertThat(two.heardOf("one")).containsExactly("to all, once");
        send("one", stayed, 1, "this one is at home elsewhere");
        assertThat(two.heardOf("one")).isEmpty();
    }

    @Test
    void anOldHomeGoesOnSendingForAWhile() {
        start(new HomeLimits(AT_ONCE, Duration.ofMillis(1500), NEVER, NEVER, NEVER));
        Channel session = sessionAt("one", 0);
        one.join("one", session);
        ownAll("two");
        send("one", session, 1, "from one who has not heard of it");
        assertThat(one.heardOf("one")).containsExactly("from one who has not heard of it");
        one.beat("one");
        assertThat(one.beat("one")).as("though it counts no longer").isFalse();
        Eventually.until("it is forgotten", () -> {
            send("one", session, 2, "too late");
            return one.heardOf("one").isEmpty();
        });
    }

    @Test
    void whoComesBackToAnOldHomeIsNotForgotten() {
        start(new HomeLimits(AT_ONCE, AT_ONCE, NEVER, NEVER, NEVER));
        Channel session = sessionAt("one", 0);
        one.join("one", session);
        ownAll("two");
        cluster.become("one", "two");
        one.join("one", session);
        ownAll("one"); // each change sweeps what has faded
        send("one", session, 1, "still there");
        assertThat(one.heardOf("one")).containsExactly("still there");
    }

    @Test
    void aGatewayThatLeavesTheClusterIsForgotten() {
        start(new HomeLimits(AT_ONCE, NEVER, NEVER, NEVER, NEVER));
        Channel session = sessionAt("one", 0);
        two.join("one", session);
        cluster.become("one");
        send("one", session, 1, "to nobody");
        assertThat(two.heardOf("one")).isEmpty();
        cluster.become("one", "two");
        assertThat(two.beat("one", session)).isFalse();
        assertThat(two.beat("one", session)).as("it had announced it").isTrue();
    }

    @Test
    void whoDiffersTwiceInARowAnnouncesAnew() {
        start(new HomeLimits(AT_ONCE, NEVER, NEVER, NEVER, NEVER));
        Channel first = sessionAt("one", 0);
        Channel second = sessionAt("one", 0);
        one.join("one", first);
        assertThat(one.beat("one", second)).isFalse();
        assertThat(one.beat("one", first)).isFalse();
        assertThat(one.beat("one", second)).isFalse();
        assertThat(one.beat("one", first, second)).isTrue();

        one.joinAnew("one", second);
        send("one", first, 1, "fades");
        send("one", second, 1, "is new");
        assertThat(one.heardOf("one")).containsExactly("fades", "is new");
        for (int i = 0; i < 3; i++) {
            assertThat(one.beat("one", second)).isFalse();
        }
    }

    @Test
    void anEventThatNobodyToldOfIsMissed() throws InterruptedException {
        start(new HomeLimits(AT_ONCE, NEVER, Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(200)));
        Channel.OfSession session = sessionAt("one", 5);
        Channel.OfSession quiet = sessionAt("one", 9);
        one.join("one", session, quiet);
        stored.put(session.sessionId(), 6L);
        assertThat(one.tips.poll(10, TimeUnit.SECONDS)).isEqualTo(new TimelineHeads.Tip(session.sessionId(), 6, false));
        send("one", quiet, 10, "on its way");
        stored.put(quiet.sessionId(), 10L);
        Eventually.until(
                "the other's is told, too",
                () -> one.tips.contains(new TimelineHeads.Tip(quiet.sessionId(), 10, false)));

        stored.put(session.sessionId(), 4L);
        Eventually.until(
                "it is told that it went back",
                () -> one.tips.contains(new TimelineHeads.Tip(session.sessionId(), 4, true)));
        assertThat(two.tips).isEmpty();
    }

    private void start(HomeLimits limits) {
        for (String node : List.of("one", "two")) {
            new Home(vertx, cluster.seenBy(node), new Bus(vertx, cluster.seenBy(node)), this::read, limits)
                    .start()
                    .await();
        }
    }

    private void ownAll(String owner) {
        Set<String> both = Set.of("one", "two");
        cluster.become(Topology.alike(both, Collections.nCopies(17, owner)));
    }

    private Future<Map<UUID, Long>> read(List<UUID> sessions) {
        queries.add(sessions);
        if (databaseAway) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "the database is away"));
        }
        Map<UUID, Long> found = new HashMap<>(stored);
        found.keySet().retainAll(sessions);
        return Future.succeededFuture(found);
    }

    /** A new session at home there, with so many events. */
    private Channel.OfSession sessionAt(String node, long lastSeq) {
        while (true) {
            Channel.OfSession session = new Channel.OfSession(Ids.next());
            if (cluster.topology().homeOf(session.name()).orElseThrow().equals(node)) {
                stored.put(session.sessionId(), lastSeq);
                return session;
            }
        }
    }

    private void send(String home, Channel channel, long seq, String body) {
        new EventEnvelope(channel.name(), seq, seq, false, Buffer.buffer(body))
                .sendTo(vertx.eventBus(), EventEnvelope.Destination.HOME, home);
    }
}
