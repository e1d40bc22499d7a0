package dev.cogo.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.PresenceAck;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final DatabaseConfig database = TestDatabase.migrated();

    @AutoClose
    private static final ChatNode node = new ChatNode(database);

    private final Map<String, Map<UUID, Long>> announced = new HashMap<>();
    private UUID ann;
    private UUID bob;
    private UUID session;
    private Listener listener;

    @BeforeEach
    void aGroupOfTwo() {
        ann = node.account("Ann-" + UUID.randomUUID());
        bob = node.account("Bob-" + UUID.randomUUID());
        session = node.group(ann, bob).id();
        listener = node.listen(new Channel.OfSession(session));
    }

    private void says(String gateway, UUID user, int devices, PresenceStatus status) {
        says(gateway, new AnnouncePresence.Entry(user, session, devices, status, null, 0, false));
    }

    private void says(String gateway, AnnouncePresence.Entry entry) {
        // Each test has gateways of its own.
        String name = gateway + "-" + session;
        Map<UUID, Long> all = announced.computeIfAbsent(name, first -> new HashMap<>());
        if (entry.devices() == 0) {
            all.remove(entry.userId());
        } else {
            all.put(entry.userId(), AnnouncePresence.hashOf(entry.userId(), session));
        }
        long hash = all.values().stream().mapToLong(Long::longValue).sum();
        node.bus()
                .<PresenceAck>requestAt(
                        ClusterView.alone().self(),
                        Address.HOME_PRESENCE,
                        new AnnouncePresence(name, false, List.of(entry), all.size(), hash))
                .await();
    }

    private PresencePage page(int limit, String cursor, boolean offline) {
        return node.ask(Address.PRESENCE_READ, new ReadPresence(ann, session, limit, cursor, offline));
    }

    private List<String> read() {
        return shown(page(200, null, false).items());
    }

    private static List<String> shown(List<Presence> items) {
        return items.stream()
                .map(p -> p.displayName().substring(0, 3) + " " + p.status().wireName())
                .sorted()
                .toList();
    }

    private String next() {
        JsonObject payload = listener.next(EventName.USER_PRESENCE).getJsonObject("payload");
        return payload.getString("displayName").substring(0, 3) + " " + payload.getString("status");
    }

    private boolean nextTyping() {
        return listener.next(EventName.USER_TYPING).getJsonObject("payload").getBoolean("isTyping");
    }

    @Test
    void comingAndGoingIsToldWithWhoAndWhen() {
        says("g1", new AnnouncePresence.Entry(ann, session, 2, PresenceStatus.ONLINE, Map.of("view", 1), 5, false));
        JsonObject event = listener.next(EventName.USER_PRESENCE);
        assertThat(event.containsKey("seq")).isFalse();
        JsonObject payload = event.getJsonObject("payload");
        assertThat(payload.fieldNames())
                .containsOnly("userId", "sessionId", "displayName", "status", "lastSeen", "devices", "state");
        assertThat(payload.getString("userId")).isEqualTo(ann.toString());
        assertThat(payload.getInteger("devices")).isEqualTo(2);
        assertThat(payload.getJsonObject("state")).isEqualTo(new JsonObject().put("view", 1));
        assertThat(payload.getInstant("lastSeen")).isBefore(Instant.now().plusSeconds(1));

        says("g1", bob, 1, PresenceStatus.AWAY);
        assertThat(next()).isEqualTo("Bob away");
        assertThat(read()).containsExactly("Ann online", "Bob away");
        says("g1", ann, 0, PresenceStatus.ONLINE);
        assertThat(next()).isEqualTo("Ann offline");
        assertThat(read()).containsExactly("Bob away");
    }

    @Test
    void pagesHaveEverybodyOnceAndTheTotal() {
        List<UUID> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            says("g1", node.account(), 1, PresenceStatus.ONLINE);
        }
        String cursor = null;
        do {
            PresencePage page = page(2, cursor, false);
            assertThat(page.total()).isEqualTo(5);
            assertThat(page.complete()).isTrue();
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(item -> seen.add(item.userId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        node.refused(
                ErrorCode.INVALID_CURSOR, Address.PRESENCE_READ, new ReadPresence(ann, session, 2, "no cursor", false));
    }

    @Test
    void whoLeftIsTellableWithTheTime() {
        says("g1", ann, 1, PresenceStatus.ONLINE);
        says("g1", bob, 1, PresenceStatus.ONLINE);
        assertThat(page(200, null, false).offline()).isNull();
        assertThat(page(200, null, true).offline()).isEmpty();
        Instant before = Instant.now().minusSeconds(1);
        says("g1", bob, 0, PresenceStatus.ONLINE);
        Presence gone = Eventually.become(() -> page(200, null, true).offline(), offline -> !offline.isEmpty())
                .getFirst();
        assertThat(gone.userId()).isEqualTo(bob);
        assertThat(gone.status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(gone.devices()).isZero();
        assertThat(gone.lastSeen()).isBetween(before, Instant.now());
        assertThat(shown(page(200, null, true).items())).containsExactly("Ann online");
    }

    @Test
    void whoIsRemovedIsGone() {
        says("g1", bob, 1, PresenceStatus.ONLINE);
        says("g2", bob, 1, PresenceStatus.ONLINE);
        assertThat(next()).isEqualTo("Bob online");
        node.ask(Address.TYPING_SET, new SetTyping(bob, session, true));
        assertThat(nextTyping()).isTrue();
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, session, bob));
        assertThat(listener.rest())
                .extracting(event -> event.getString("event"))
                .containsExactlyInAnyOrder("session_updated", "user_presence", "user_typing");
        assertThat(read()).isEmpty();
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.TYPING_SET, new SetTyping(bob, session, true));
        // The gateway's own word comes later, and changes nothing.
        says("g1", bob, 0, PresenceStatus.ONLINE);
        assertThat(read()).isEmpty();
        assertThat(listener.rest()).isEmpty();
    }

    @Test
    void theBlockedSeeNothingOfEachOther() {
        session = node.create(new CreateSession(ann, SessionKind.DIRECT, null, List.of(bob.toString()), null, false))
                .id();
        listener = node.listen(new Channel.OfSession(session));
        says("g1", ann, 1, PresenceStatus.ONLINE);
        assertThat(next()).isEqualTo("Ann online");
        node.ask(Address.TYPING_SET, new SetTyping(bob, session, true));
        assertThat(nextTyping()).isTrue();

        node.ask(Address.BLOCK_SET, new SetBlock(ann, bob, true));
        assertThat(listener.rest())
                .extracting(event -> event.getString("event"))
                .containsExactlyInAnyOrder("user_presence", "user_typing");
        assertThat(read()).isEmpty();
        node.ask(Address.TYPING_SET, new SetTyping(bob, session, true));
        says("g1", bob, 1, PresenceStatus.ONLINE);
        assertThat(read()).isEmpty();
        assertThat(listener.rest()).isEmpty();

        node.ask(Address.BLOCK_SET, new SetBlock(ann, bob, false));
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("Ann online", "Bob online");
        assertThat(read()).containsExactly("Ann online", "Bob online");
    }

    @Test
    void typingIsPassedOnOnceAndEndsWithTheMessage() {
        for (int key = 0; key < 5; key++) {
            node.ask(Address.TYPING_SET, new SetTyping(ann, session, true));
        }
        assertThat(listener.next(EventName.USER_TYPING).getJsonObject("payload").getMap())
                .containsEntry("userId", ann.toString())
                .containsEntry("sessionId", session.toString())
                .containsEntry("isTyping", true);
        node.send(ann, session, "done");
        listener.next(EventName.NEW_MESSAGE);
        assertThat(nextTyping()).isFalse();
        node.ask(Address.TYPING_SET, new SetTyping(ann, session, true));
        assertThat(nextTyping()).isTrue();
        node.ask(Address.TYPING_SET, new SetTyping(ann, session, false));
        assertThat(nextTyping()).isFalse();
    }

    @Test
    void aNodeThatStopsStoresWhoWasSeen() {
        ChatNode other = new ChatNode(database);
        try {
            String self = ClusterView.alone().self();
            AnnouncePresence.Entry here =
                    new AnnouncePresence.Entry(bob, session, 1, PresenceStatus.ONLINE, null, 0, false);
            other.bus()
                    .<PresenceAck>requestAt(
                            self, Address.HOME_PRESENCE, new AnnouncePresence("g", false, List.of(here), 1, 0))
                    .await();
            other.undeploy().await();
            assertThat(shown(page(200, null, true).offline())).containsExactly("Bob offline");
        } finally {
            other.close();
        }
    }

    @Test
    void strangersAreToldNothing() {
        UUID carol = node.account();
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.PRESENCE_READ, new ReadPresence(carol, session));
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.PRESENCE_READ, new ReadPresence(ann, Ids.next()));
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.TYPING_SET, new SetTyping(carol, session, true));
    }
}
