package dev.cogo.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Durability;
import dev.cogo.chat.Listener;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.cluster.ClusterView;
import dev.cogo.schema.database.DatabaseConfig;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.presence.BeatPresence;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresenceList;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static DatabaseConfig database;
    private static ChatNode north;
    private static ChatNode south;

    private UUID ann;
    private UUID bob;
    private UUID session;
    private Listener listener;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        // The tests sweep by themselves.
        ChatConfig config = new ChatConfig(10, Durability.DURABLE, Duration.ofHours(1));
        north = new ChatNode(database, config);
        south = new ChatNode(database, config);
    }

    @AfterAll
    static void stop() {
        north.close();
        south.close();
    }

    @BeforeEach
    void aGroupOfTwo() {
        ann = north.account("Ann-" + UUID.randomUUID());
        bob = north.account("Bob-" + UUID.randomUUID());
        session = north.group(ann, bob).id();
        listener = north.listen(new Channel.OfSession(session));
    }

    private List<String> set(UUID user, String gateway, PresenceStatus status) {
        return shown(north.ask(Address.PRESENCE_SET, new SetPresence(user, session, gateway, status)));
    }

    private List<String> read() {
        return shown(north.ask(Address.PRESENCE_READ, new ReadPresence(ann, session)));
    }

    private static List<String> shown(PresenceList list) {
        return list.items().stream()
                .map((Presence p) ->
                        p.displayName().substring(0, 3) + " " + p.status().wireName())
                .toList();
    }

    private List<String> told() {
        return listener.rest().stream()
                .map((JsonObject event) -> {
                    assertThat(event.getString("event")).isEqualTo("user_presence");
                    assertThat(event.containsKey("seq")).isFalse();
                    JsonObject payload = event.getJsonObject("payload");
                    return payload.getString("displayName").substring(0, 3) + " " + payload.getString("status");
                })
                .toList();
    }

    private void expire(String gateway) {
        north.database()
                .query(
                        "UPDATE session_presence SET seen_at = now() - interval '31 seconds'"
                                + " WHERE gateway = $1 AND session_id = $2",
                        gateway,
                        session);
    }

    private static PresenceSweeper sweeper(ChatNode node) {
        return new PresenceSweeper(
                node.database(), new PresenceEvents(new ChannelPublisher(node.vertx(), ClusterView.alone())));
    }

    @Test
    void comingAndGoingIsToldWithWhoAndWhen() {
        set(ann, "g1", PresenceStatus.ONLINE);
        JsonObject payload = listener.next(EventName.USER_PRESENCE).getJsonObject("payload");
        assertThat(payload.fieldNames()).containsOnly("userId", "sessionId", "displayName", "status", "lastSeen");
        assertThat(payload.getString("userId")).isEqualTo(ann.toString());
        assertThat(payload.getInstant("lastSeen")).isNotNull();

        assertThat(set(bob, "g1", PresenceStatus.AWAY)).containsExactly("Ann online", "Bob away");
        assertThat(set(ann, "g1", PresenceStatus.OFFLINE)).containsExactly("Bob away");
        assertThat(read()).containsExactly("Bob away");
        assertThat(told()).containsExactly("Bob away", "Ann offline");
    }

    @Test
    void onlyAChangeOfTheSumOverAllGatewaysIsTold() {
        set(ann, "g1", PresenceStatus.ONLINE);
        set(ann, "g1", PresenceStatus.ONLINE);
        set(ann, "g2", PresenceStatus.AWAY);
        set(ann, "g2", PresenceStatus.ONLINE);
        set(ann, "g1", PresenceStatus.OFFLINE);
        assertThat(told()).containsExactly("Ann online");
        set(ann, "g2", PresenceStatus.AWAY);
        set(ann, "g1", PresenceStatus.ONLINE);
        set(ann, "g1", PresenceStatus.OFFLINE);
        set(ann, "g1", PresenceStatus.OFFLINE);
        assertThat(told()).containsExactly("Ann away", "Ann online", "Ann away");
        assertThat(read()).containsExactly("Ann away");
    }

    @Test
    void gatewaysThatSpeakAtOnceMakeOneEvent() {
        List<Future<?>> set = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            set.add(north.bus()
                    .request(Address.PRESENCE_SET, new SetPresence(ann, session, "g" + i, PresenceStatus.ONLINE)));
        }
        Future.all(set).await();
        assertThat(told()).containsExactly("Ann online");
    }

    @Test
    void aGatewayThatGivesNoSignTakesItsEntriesWithIt() {
        set(ann, "dead", PresenceStatus.ONLINE);
        set(bob, "dead", PresenceStatus.ONLINE);
        set(bob, "alive", PresenceStatus.AWAY);
        told();
        expire("dead");

        sweeper(north).sweep();

        assertThat(told()).containsExactlyInAnyOrder("Ann offline", "Bob away");
        assertThat(read()).containsExactly("Bob away");
    }

    @Test
    void aBeatKeepsEntriesAlive() {
        set(ann, "beating", PresenceStatus.ONLINE);
        expire("beating");
        north.ask(Address.PRESENCE_BEAT, new BeatPresence("beating"));
        sweeper(north).sweep();
        assertThat(read()).containsExactly("Ann online");
        assertThat(told()).containsExactly("Ann online");
    }

    @Test
    void nodesThatSweepAtOnceTellOnceInTheCluster() throws InterruptedException {
        Listener onSouth = south.listen(new Channel.OfSession(session));
        set(ann, "dead-1", PresenceStatus.ONLINE);
        set(ann, "dead-2", PresenceStatus.ONLINE);
        told();
        expire("dead-1");
        expire("dead-2");
        List<Thread> threads = Stream.of(north, south, north, south)
                .map(node -> Thread.ofPlatform().start(sweeper(node)::sweep))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(read()).isEmpty();
        assertThat(Stream.concat(listener.rest().stream(), onSouth.rest().stream()))
                .singleElement()
                .extracting(event -> event.getJsonObject("payload").getString("status"))
                .isEqualTo("offline");
    }

    @Test
    void moreThanOneBatchIsSweptWhole() {
        north.database().query("""
                        WITH people AS (
                            INSERT INTO accounts (id, display_name)
                            SELECT gen_random_uuid(), 'Many' FROM generate_series(1, 600) RETURNING id)
                        INSERT INTO session_presence (session_id, user_id, gateway, status, seen_at)
                        SELECT $1, id, 'dead', 'online', now() - interval '1 hour' FROM people""", session);
        sweeper(north).sweep();
        assertThat(told()).hasSize(600).containsOnly("Man offline");
    }

    @Test
    void whoIsRemovedIsGone() {
        set(bob, "g1", PresenceStatus.ONLINE);
        set(bob, "g2", PresenceStatus.ONLINE);
        told();
        north.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, session, bob));
        assertThat(listener.next(EventName.SESSION_UPDATED)).isNotNull();
        assertThat(told()).containsExactly("Bob offline");
        assertThat(read()).isEmpty();
        // The gateway's own word comes later, and changes nothing.
        north.refused(
                ErrorCode.SESSION_NOT_FOUND,
                Address.PRESENCE_SET,
                new SetPresence(bob, session, "g1", PresenceStatus.OFFLINE));
        assertThat(told()).isEmpty();
    }

    @Test
    void typingIsPassedOn() {
        north.ask(Address.TYPING_SET, new SetTyping(ann, session, true));
        assertThat(listener.next(EventName.USER_TYPING).getJsonObject("payload").getMap())
                .containsEntry("userId", ann.toString())
                .containsEntry("sessionId", session.toString())
                .containsEntry("isTyping", true);
        north.ask(Address.TYPING_SET, new SetTyping(ann, session, false));
        assertThat(listener.next(EventName.USER_TYPING).getJsonObject("payload").getBoolean("isTyping"))
                .isFalse();
    }

    @Test
    void aNodeSweepsByItself() {
        set(ann, "dead", PresenceStatus.ONLINE);
        told();
        try (ChatNode third = new ChatNode(database, new ChatConfig(10, Durability.DURABLE, Duration.ofSeconds(1)))) {
            Listener onThird = third.listen(new Channel.OfSession(session));
            expire("dead");
            assertThat(onThird.next(EventName.USER_PRESENCE)
                            .getJsonObject("payload")
                            .getString("status"))
                    .isEqualTo("offline");
        }
        assertThat(read()).isEmpty();
    }
}
