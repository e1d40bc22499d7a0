package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the bus does to events, a client hears a session's timeline in order, each event once. */
class TimelineResequencerTest {
    private final UUID alice = Ids.next();
    private final UUID bob = Ids.next();
    private RealtimeFixture fixture;
    private UUID session;
    private String channel;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void thePositionIsToldAndLaterSubscribersJoinAtThePresentOne() {
        open(order(8, 50));
        store("a", "b");
        TestClient first = fixture.raw(0).register(channel, fixture.tokens.issue(alice));
        JsonObject subscribed = first.awaitEvent("subscribed");
        assertThat(subscribed.getLong("seq")).isEqualTo(2);
        assertThat(subscribed.getJsonObject("message").getLong("seq")).isEqualTo(2);

        fixture.services.tell(store("c").getFirst());
        expect(first, 3);
        for (int loop = 0; loop < 2; loop++) {
            TestClient later = fixture.raw(loop).register(channel, fixture.tokens.issue(bob));
            assertThat(later.awaitEvent("subscribed").getLong("seq")).isEqualTo(3);
        }
        first.register(channel, fixture.tokens.issue(alice));
        assertThat(first.awaitEvent("subscribed").getLong("seq")).isEqualTo(3);

        first.register("system_announcements", fixture.tokens.issue(alice));
        assertThat(first.awaitEvent("subscribed").containsKey("seq")).isFalse();
    }

    @Test
    void eventsThatOvertakeEachOtherAreHeardInOrder() {
        open(order(256, 50, Duration.ofMinutes(1)));
        List<TestClient> clients = List.of(listen(0, alice), listen(1, bob));
        List<Message> stored = store("1", "2", "3", "4", "5");
        fixture.services.tell(stored.get(2), stored.get(0), stored.get(4), stored.get(1), stored.get(3));
        clients.forEach(client -> expect(client, 1, 2, 3, 4, 5));
        assertThat(fixture.services.timelineReads).hasValue(0);
    }

    @Test
    void whatComesAgainIsHeardOnce() {
        open(order(256, 50));
        TestClient client = listen(0, alice);
        List<Message> stored = store("1", "2", "3");
        fixture.services.tell(stored.get(0), stored.get(0), stored.get(1), stored.get(0), stored.get(2), stored.get(1));
        expect(client, 1, 2, 3);
        fixture.services.tell(store("4").getFirst());
        expect(client, 4);
    }

    @Test
    void aLostEventIsReadFromTheTimeline() {
        open(order(256, 2));
        List<TestClient> clients = List.of(listen(0, alice), listen(1, bob));
        List<Message> stored = store("1", "2", "3", "4", "5", "6", "7");
        fixture.services.tell(stored.get(0), stored.get(6));
        clients.forEach(client -> expect(client, 1, 2, 3, 4, 5, 6, 7));
        assertThat(fixture.services.timelineReads.get()).isBetween(3, 6);
    }

    @Test
    void eventsWithoutASeqDoNotWait() {
        open(order(256, 50, Duration.ofMinutes(1)));
        TestClient client = listen(0, alice);
        List<Message> stored = store("1", "2");
        fixture.services.tell(stored.get(1));
        fixture.publish(new Channel.OfSession(session), EventName.USER_TYPING, new Typing(bob, session, true));
        assertThat(client.awaitRec(channel).getJsonObject("body").getString("event"))
                .isEqualTo("user_typing");
        fixture.services.tell(stored.get(0));
        expect(client, 1, 2);
    }

    @Test
    void batchesTakeTheirPlacesAndOverlapsAreNotHeardTwice() {
        open(order(256, 50));
        TestClient client = listen(0, alice);
        List<Message> stored = store("1", "2", "3", "4", "5", "6", "7");
        fixture.services.tellBatch(stored.get(1), stored.get(2));
        fixture.services.tell(stored.get(0));
        JsonObject one = client.awaitRec(channel).getJsonObject("body");
        JsonObject batch = client.awaitRec(channel).getJsonObject("body");
        assertThat(seqs(one)).containsExactly(1L);
        assertThat(batch.getString("event")).isEqualTo("batch_messages");
        assertThat(seqs(batch)).containsExactly(2L, 3L);

        fixture.services.tellBatch(stored.get(2), stored.get(3), stored.get(4));
        expect(client, 4, 5, 6, 7);
    }

    @Test
    void whatIsBeyondTheBufferIsReadFromTheTimeline() {
        open(order(4, 3));
        TestClient client = listen(0, alice);
        Message[] stored = store(
                        LongStream.rangeClosed(1, 40).mapToObj(Long::toString).toArray(String[]::new))
                .toArray(Message[]::new);
        for (int i = 1; i < stored.length; i++) {
            fixture.services.tell(stored[i]);
        }
        expect(client, LongStream.rangeClosed(1, 40).toArray());
    }

    @Test
    void aTimelineThatCanNotBeReadForAWhileIsReadLater() {
        open(order(256, 50));
        TestClient client = listen(0, alice);
        fixture.services.timelineFailures.set(9);
        List<Message> stored = store("1", "2", "3");
        fixture.services.tell(stored.get(2));
        expect(client, 1, 2, 3);
        assertThat(fixture.services.timelineReads.get()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void theLastEventsOfAChannelAreMissedToo() {
        open(order(256, 50));
        List<TestClient> clients = List.of(listen(0, alice), listen(1, bob));
        store("1", "2");
        fixture.home.tell(session);
        clients.forEach(client -> expect(client, 1, 2));
        fixture.services.tell(store("3").getFirst());
        clients.forEach(client -> expect(client, 3));
    }

    @Test
    void whoLostTheRightUnnoticedIsToldAndAnotherAsks() {
        open(order(256, 50));
        TestClient gone = listen(0, alice);
        TestClient stays = listen(1, bob);
        fixture.services.removeSilently(session, alice);
        List<Message> stored = store("1", "2");
        fixture.services.tell(stored.get(1));
        expect(stays, 1, 2);
        gone.awaitEvent("unsubscribed");
        assertThat(gone.hasEventOf(channel)).isFalse();
    }

    @Test
    void whenTheDatabaseForgotItsLastEventsTheChannelGoesOn() {
        open(order(256, 50));
        TestClient client = listen(0, alice);
        fixture.services.tell(store("1", "2", "3").toArray(Message[]::new));
        expect(client, 1, 2, 3);
        fixture.home.tell(session);
        fixture.services.forgetAfter(session, 1);
        fixture.home.tell(session);
        client.awaitEvent("lagged");
        fixture.services.tell(store("another 2").getFirst());
        JsonObject event = client.awaitRec(channel).getJsonObject("body");
        assertThat(event.getLong("seq")).isEqualTo(2);
        assertThat(event.getJsonObject("payload").getString("content")).isEqualTo("another 2");
    }

    @Test
    void aSeqThatIsNowhereDoesNotSilenceTheChannel() {
        open(order(256, 50));
        TestClient client = listen(0, alice);
        Message nowhere = store("1", "2", "3").getLast();
        fixture.services.forgetAfter(session, 0);
        fixture.services.tell(nowhere);
        client.awaitEvent("lagged");
        fixture.services.tell(store("1").getFirst());
        expect(client, 1);
    }

    private void open(RealtimeLimits.Order order) {
        fixture = new RealtimeFixture(RealtimeFixture.quick().with(order), 2);
        session = fixture.services.session(alice, bob);
        channel = new Channel.OfSession(session).name();
    }

    private static RealtimeLimits.Order order(int maxHeld, int fill) {
        return order(maxHeld, fill, Duration.ofMillis(30));
    }

    private static RealtimeLimits.Order order(int maxHeld, int fill, Duration gapWait) {
        return new RealtimeLimits.Order(
                gapWait, Duration.ofMillis(5), Duration.ofMillis(50), maxHeld, 1024 * 1024, 1024 * 1024, fill, 2);
    }

    private TestClient listen(int loop, UUID user) {
        return fixture.raw(loop).listen(channel, fixture.tokens.issue(user));
    }

    private List<Message> store(String... contents) {
        List<Message> stored = new ArrayList<>();
        for (String content : contents) {
            stored.add(fixture.services.store(session, content));
        }
        return stored;
    }

    /** Exactly these come next, in this order. */
    private void expect(TestClient client, long... seqs) {
        List<Long> heard = new ArrayList<>();
        while (heard.size() < seqs.length) {
            heard.addAll(seqs(client.awaitRec(channel).getJsonObject("body")));
        }
        assertThat(heard).containsExactlyElementsOf(LongStream.of(seqs).boxed().toList());
    }

    private static List<Long> seqs(JsonObject event) {
        JsonArray messages = event.getJsonObject("payload").getJsonArray("messages");
        return messages == null
                ? List.of(event.getLong("seq"))
                : messages.stream()
                        .map(message -> ((JsonObject) message).getLong("seq"))
                        .toList();
    }
}
