package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.testing.Records;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A client that comes back with its last seq gets what it missed, once and in order, or is told to read anew. */
class RecoveryTest {
    private static final int PAGE = 50;

    private final UUID alice = Ids.next();
    private final UUID bob = Ids.next();
    private RealtimeFixture fixture;
    private UUID session;
    private String channel;
    private String token;

    @BeforeEach
    void open() {
        fixture = new RealtimeFixture(
                RealtimeFixture.quick()
                        .with(Records.with(
                                RealtimeLimits.defaults().recovery(),
                                "maxEvents",
                                500,
                                "pageEvents",
                                PAGE,
                                "recentEvents",
                                100,
                                "nodeBytes",
                                1024 * 1024,
                                "patience",
                                Duration.ofMillis(500))),
                2);
        session = fixture.services.session(alice, bob);
        channel = new Channel.OfSession(session).name();
        token = fixture.tokens.issue(alice);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The rows in turn, each by its name; what one of them changes first the later ones go on from. */
    @TestFactory
    Stream<DynamicTest> everyRowOfTheTable() {
        store(10);
        Map<String, Runnable> rows = new LinkedHashMap<>();
        rows.put("not asked", () -> expect(fixture.raw().register(channel, token), 10, null));
        rows.put("has all", () -> expect(since(10), 10, true));
        rows.put("has all, as a text", () -> expect(fixture.raw().register(channel, token, "10"), 10, true));
        rows.put("in range", () -> {
            TestClient inRange = since(7);
            expect(inRange, 10, true);
            assertThat(inRange.seqs(channel, 3)).containsExactly(8L, 9L, 10L);
        });
        rows.put("ahead of everything", () -> expect(since(11), 10, false));
        rows.put("no longer kept", () -> {
            fixture.services.throwAwayUpTo(session, 4);
            // What passed lately is no help: these were there before anybody listened.
            expect(since(2), 10, false);
        });
        rows.put("all that is needed is kept", () -> expect(since(4), 10, true));
        rows.put("at the limit", () -> {
            store(500);
            fixture.services.tell(fixture.services.store(session, "the last"));
            listenUpTo(511).close();
            expect(since(11), 511, true);
        });
        rows.put("beyond the limit", () -> expect(since(10), 511, false));
        rows.put("a channel without a timeline", () -> {
            String announcements = new Channel.OfEveryone().name();
            JsonObject told = fixture.raw().register(announcements, token, 5).awaitSubscribed(announcements);
            assertThat(told.containsKey("seq")).isFalse();
            assertThat(told.getBoolean("recovered")).isFalse();
        });
        rows.put("no member any more", () -> {
            fixture.services.removeSilently(session, bob);
            TestClient gone = fixture.raw().register(channel, fixture.tokens.issue(bob), 5);
            assertThat(gone.awaitErr().getString("code")).isEqualTo("channel_not_found");
        });
        for (Object malformed : List.of(-1, 1.5, "x", "", " 1", "1e3", true, "9".repeat(19), new JsonObject())) {
            rows.put("malformed: '" + malformed + "'", () -> {
                JsonObject err =
                        fixture.raw().register(channel, token, malformed).awaitErr();
                assertThat(err.getString("code")).isEqualTo("invalid_request");
            });
        }
        return rows.entrySet().stream().map(row -> DynamicTest.dynamicTest(row.getKey(), row.getValue()::run));
    }

    @Test
    void afterARecoveryItGoesOnLive() {
        store(120);
        TestClient client = since(3);
        expect("in range", client, 120, true);
        assertThat(client.seqs(channel, 117)).isEqualTo(range(4, 120));
        fixture.services.tell(store(1).getFirst());
        assertThat(client.seqs(channel, 1)).containsExactly(121L);
    }

    @Test
    void withoutARecoveryOnlyWhatIsLaterComes() {
        store(20);
        TestClient client = since(99);
        expect("ahead", client, 20, false);
        fixture.services.tell(store(1).getFirst());
        assertThat(client.seqs(channel, 1)).containsExactly(21L);
    }

    @Test
    void whatTheClientHeardOnAnotherNodeIsWaitedFor() {
        List<Message> stored = store(5);
        TestClient witness = fixture.raw().listen(channel, token);
        List<Message> late = store(2);
        TestClient ahead = since(6);
        assertThat(ahead.awaitSubscribed(channel).getBoolean("recovered")).isTrue();
        assertThat(witness.seqs(channel, 2)).containsExactly(6L, 7L);
        fixture.services.tell(stored.getFirst(), late.getFirst(), late.getLast(), store(1).getFirst());
        assertThat(ahead.seqs(channel, 2)).containsExactly(7L, 8L);
    }

    @Test
    void aStormOfClientsAsksOnce() {
        store(400);
        List<TestClient> clients = IntStream.range(0, 200)
                .mapToObj(i -> fixture.raw(i % 2).register(channel, token, i * 2))
                .toList();
        for (int i = 0; i < clients.size(); i++) {
            expect("client " + i, clients.get(i), 400, true);
            assertThat(clients.get(i).seqs(channel, 400 - i * 2)).isEqualTo(range(i * 2 + 1L, 400));
        }
        assertThat(fixture.services.timelineReadsAtOnce).hasValue(1);
        assertThat(fixture.services.timelineReads.get()).isLessThanOrEqualTo(4 * 400 / PAGE);
    }

    @Test
    void whatPassedLatelyIsNotAskedForAtAll() {
        TestClient witness = fixture.raw().listen(channel, token);
        fixture.services.tell(store(60).toArray(Message[]::new));
        witness.seqs(channel, 60);
        List<Message> batch = store(4);
        fixture.services.tellBatch(batch.toArray(Message[]::new));
        witness.seqs(channel, 4);
        for (int since : List.of(0, 30, 59, 60, 63, 64)) {
            TestClient client = since(since);
            expect("since " + since, client, 64, true);
            assertThat(client.seqs(channel, 64 - since)).isEqualTo(range(since + 1L, 64));
        }
        // In the middle of the batch: that has to be read.
        assertThat(fixture.services.timelineReads).hasValue(1);
    }

    @Test
    void whatWasChangedSinceIsNotToldAsItWas() {
        TestClient witness = fixture.raw().listen(channel, token);
        fixture.services.tell(store(5).toArray(Message[]::new));
        witness.seqs(channel, 5);
        Message changed = store(1).getFirst();
        fixture.services.tell(EventName.MESSAGE_UPDATED, changed);
        witness.seqs(channel, 1);
        TestClient client = since(2);
        expect("from the timeline", client, 6, true);
        assertThat(client.seqs(channel, 4)).isEqualTo(range(3, 6));
        assertThat(fixture.services.timelineReads).hasValue(1);
        expect("from memory", since(5), 6, true);
        assertThat(fixture.services.timelineReads).hasValue(1);
    }

    @Test
    void comingBackWhileMuchIsWritten() {
        TestClient witness = fixture.raw(1).listen(channel, token);
        List<TestClient> clients = new ArrayList<>();
        List<Integer> since = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            fixture.services.tell(store(1).getFirst());
            if (i % 10 == 9) {
                since.add(i / 2);
                clients.add(fixture.raw(i / 10 % 2).register(channel, token, i / 2));
            }
        }
        for (int i = 0; i < clients.size(); i++) {
            assertThat(clients.get(i).awaitSubscribed(channel).getBoolean("recovered"))
                    .isTrue();
            assertThat(clients.get(i).seqs(channel, 300 - since.get(i))).isEqualTo(range(since.get(i) + 1L, 300));
        }
        assertThat(witness.seqs(channel, 300)).isEqualTo(range(1, 300));
    }

    @Test
    void aSlowClientHoldsOnePage() {
        String filler = "x".repeat(20_000);
        LongStream.range(0, 450).forEach(i -> fixture.services.store(session, filler));
        TestClient slow = since(0);
        slow.socket().pause();
        expectReadsToStop();
        assertThat(fixture.services.timelineReads.get()).isLessThan(450 / 4);
        slow.socket().resume();
        expect("recovered", slow, 450, true);
        assertThat(slow.seqs(channel, 450)).isEqualTo(range(1, 450));
    }

    @Test
    void aRecoveryThatBreaksOffSaysSo() {
        store(120);
        fixture.services.timelineGate =
                after -> after < PAGE ? Future.succeededFuture() : Future.failedFuture("the database is away");
        TestClient client = since(0);
        expect("begun", client, 120, true);
        assertThat(client.seqs(channel, PAGE)).isEqualTo(range(1, PAGE));
        JsonObject ended = client.awaitSubscribed(channel);
        assertThat(ended.getString("event")).isEqualTo("unsubscribed");
        assertThat(ended.getString("code")).isEqualTo("unavailable");

        fixture.services.timelineGate = after -> Future.succeededFuture();
        fixture.services.tell(store(1).getFirst());
        client.register(channel, token, PAGE);
        assertThat(client.awaitSubscribed(channel).getBoolean("recovered")).isTrue();
        assertThat(client.seqs(channel, 121 - PAGE)).isEqualTo(range(PAGE + 1L, 121));
    }

    @Test
    void aRecoveryThatCanNotBeginIsRefused() {
        store(5);
        fixture.services.timelineGate = after -> Future.failedFuture("the database is away");
        TestClient client = since(0);
        assertThat(client.awaitErr().getString("code")).isIn("internal", "unavailable");
        fixture.services.timelineGate = after -> Future.succeededFuture();
        client.register(channel, token, 0);
        expect("again", client, 5, true);
    }

    @Test
    void aRightThatIsLostMeanwhileEndsIt() {
        store(120);
        Promise<Void> gate = Promise.promise();
        fixture.services.timelineGate = after -> after < PAGE ? Future.succeededFuture() : gate.future();
        TestClient inTheMiddle = since(0);
        expect("begun", inTheMiddle, 120, true);
        inTheMiddle.seqs(channel, PAGE);
        TestClient waits = fixture.raw().register(channel, token, PAGE + 10);
        RealtimeFixture.until("it is asked for", () -> fixture.services.timelineReads.get() >= 2);
        fixture.services.removeMember(session, alice);
        assertThat(inTheMiddle.awaitSubscribed(channel).getString("code")).isEqualTo("forbidden");
        gate.complete();
        assertThat(waits.awaitErr().getString("code")).isEqualTo("channel_not_found");
        assertThat(inTheMiddle.fence().hasEventOf(channel)).isFalse();
    }

    @Test
    void registeringAgainWithAnotherSeqBeginsAnew() {
        TestClient client = fixture.raw().listen(channel, token);
        fixture.services.tell(store(5).toArray(Message[]::new));
        assertThat(client.seqs(channel, 5)).isEqualTo(range(1, 5));
        client.register(channel, token, 2);
        expect("again", client, 5, true);
        assertThat(client.seqs(channel, 3)).isEqualTo(range(3, 5));
        fixture.services.tell(store(1).getFirst());
        assertThat(client.seqs(channel, 1)).containsExactly(6L);
        client.register(channel, token, 77);
        expect("again, ahead", client, 6, false);
        client.register(channel, token);
        expect("the position", client, 6, null);
        fixture.services.tell(store(1).getFirst());
        assertThat(client.seqs(channel, 1)).containsExactly(7L);
    }

    @Test
    void theLastOfSeveralWishesCounts() {
        store(30);
        Promise<Void> gate = Promise.promise();
        fixture.services.timelineGate = after -> gate.future();
        TestClient first = fixture.raw()
                .register(channel, token, 5)
                .register(channel, token, 20)
                .register(channel, token, 20)
                .fence();
        TestClient live = fixture.raw().listen(channel, token);
        live.register(channel, token, 5)
                .register(channel, token, 20)
                .register(channel, token, 20)
                .fence();
        gate.complete();
        for (TestClient client : List.of(first, live)) {
            expect("the last one", client, 30, true);
            assertThat(client.seqs(channel, 10)).isEqualTo(range(21, 30));
        }
        fixture.services.tell(store(1).getFirst());
        for (TestClient client : List.of(first, live)) {
            assertThat(client.seqs(channel, 1)).containsExactly(31L);
            assertThat(client.fence().hasEventOf(channel)).isFalse();
        }
    }

    private List<Message> store(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> fixture.services.store(session, "m"))
                .toList();
    }

    private TestClient since(long since) {
        return fixture.raw().register(channel, token, since);
    }

    private void expect(TestClient client, long position, Boolean recovered) {
        expect("the row", client, position, recovered);
    }

    private void expect(String what, TestClient client, long position, Boolean recovered) {
        JsonObject told = client.awaitSubscribed(channel);
        assertThat(told.getString("event")).as(what).isEqualTo("subscribed");
        assertThat(told.getLong("seq")).as(what).isEqualTo(position);
        assertThat(told.getBoolean("recovered")).as(what).isEqualTo(recovered);
        assertThat(told.getJsonObject("message").getBoolean("recovered")).isEqualTo(recovered);
    }

    /** A listener who knows the position, so that the channel is there. */
    private TestClient listenUpTo(long position) {
        TestClient client = fixture.raw();
        RealtimeFixture.until("the node has heard it", () -> {
            client.register(channel, token);
            return client.awaitSubscribed(channel).getLong("seq") == position;
        });
        return client;
    }

    private void expectReadsToStop() {
        int[] last = {-1, 0};
        RealtimeFixture.until("no more is read", () -> {
            int now = fixture.services.timelineReads.get();
            last[1] = now == last[0] && now > 1 ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > 300;
        });
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
