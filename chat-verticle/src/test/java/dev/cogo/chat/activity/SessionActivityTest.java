package dev.cogo.chat.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.chat.encryption.TestKeys;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.activity.MovedSession;
import dev.cogo.schema.activity.TellActivity;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.UpdateSession;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionActivityTest {
    private static ChatNode node;

    private UUID ann;
    private UUID bob;
    private UUID session;
    private Listener bobs;

    @BeforeAll
    static void start() {
        node = new ChatNode(TestDatabase.migrated(), TestKeys.config("k1"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void aGroup() {
        ann = node.account("Ann" + UUID.randomUUID());
        bob = node.account();
        session = node.group(ann, bob).id();
        bobs = node.listen(new Channel.OfUser(bob));
    }

    private static JsonObject payload(Listener listener) {
        return listener.nextOf(EventName.SESSION_ACTIVITY).getJsonObject("payload");
    }

    /** The next activity, which must be of one session. */
    private static JsonObject next(Listener listener) {
        JsonObject payload = payload(listener);
        JsonArray items = payload.getJsonArray("items");
        assertThat(items).as(payload.encode()).hasSize(1);
        assertThat(payload.getBoolean("complete")).isTrue();
        return items.getJsonObject(0);
    }

    @Test
    void aMemberHearsWhereASessionStandsWithoutListeningToIt() {
        node.send(ann, session, "first");
        Message last = node.send(ann, session, "x".repeat(300));

        JsonObject item = next(bobs);
        while (item.getLong("seq") < last.seq()) { // as it stood in between
            item = next(bobs);
        }

        assertThat(item.getString("sessionId")).isEqualTo(session.toString());
        assertThat(item.getLong("unread")).isEqualTo(2);
        assertThat(item.getLong("lastReadSeq")).isZero();
        assertThat(item.getInstant("lastActivity")).isEqualTo(last.timestamp());
        assertThat(item.getString("displayName")).startsWith("Ann");
        assertThat(item.getMap()).doesNotContainKey("changed");
        JsonObject message = item.getJsonObject("lastMessage");
        assertThat(message.getString("id")).isEqualTo(last.id().toString());
        assertThat(message.getString("userId")).isEqualTo(ann.toString());
        assertThat(message.getString("content")).isEqualTo("x".repeat(200));
    }

    @Test
    void aBusySessionIsToldOnceForAll() {
        IntStream.range(0, 50).forEach(i -> node.send(ann, session, "m" + i));

        int told = 0;
        long seq = 0;
        while (seq < 50) {
            seq = next(bobs).getLong("seq");
            told++;
        }

        assertThat(told).isLessThan(50);
    }

    @Test
    void moreSessionsThanAnEventHoldsSayThatTheListIsToBeRead() {
        List<MovedSession> moved = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID id = Ids.next();
            moved.add(new MovedSession(id, 1, 1, Instant.EPOCH.plusSeconds(i), null, null, false));
            node.database().query("INSERT INTO user_chat_sessions (session_id, kind) VALUES ($1, 'group')", id);
            node.database()
                    .query(
                            "INSERT INTO session_members (session_id, user_id, role) VALUES ($1, $2, 'member')",
                            id,
                            bob);
        }

        node.ask(Address.ACTIVITY_TELL, new TellActivity(moved));

        JsonObject payload = payload(bobs);
        assertThat(payload.getBoolean("complete")).isFalse();
        assertThat(payload.getJsonArray("items")).hasSize(50);
        // Those that something has happened in last.
        assertThat(payload.getJsonArray("items").getJsonObject(0).getString("sessionId"))
                .isEqualTo(moved.getLast().sessionId().toString());
    }

    @Test
    void whatIsReadIsToldToTheReadersOtherDevices() {
        node.send(ann, session, new NewMessage("1"), new NewMessage("2"), new NewMessage("3"));
        next(bobs);

        node.ask(Address.READ_MARK, new MarkRead(bob, session, 2));

        JsonObject item = next(bobs);
        assertThat(item.getLong("lastReadSeq")).isEqualTo(2);
        assertThat(item.getLong("unread")).isEqualTo(1);
        assertThat(item.getMap()).doesNotContainKey("lastMessage");
    }

    @Test
    void deletionsAndSettingsAreToldAndReactionsAreNot() {
        Message message = node.send(ann, session, "secret");
        next(bobs);
        node.ask(Address.REACTION_SET, new SetReaction(ann, session, message.id(), "👍", true));
        node.ask(Address.MESSAGE_DELETE, new DeleteMessage(ann, session, message.id()));

        JsonObject deleted = next(bobs);

        assertThat(deleted.getLong("seq")).isEqualTo(3);
        assertThat(deleted.getJsonObject("lastMessage").getString("content")).isEmpty();
        assertThat(deleted.getJsonObject("lastMessage").getMap()).containsKey("deletedAt");
        assertThat(deleted.getMap()).doesNotContainKey("changed");

        node.ask(Address.SESSION_UPDATE, new UpdateSession(ann, session, "t", null, null, null, null, null, null));
        assertThat(next(bobs).getBoolean("changed")).isTrue();
    }

    @Test
    void whoWasRemovedHearsNothingOfWhatCameAfterwards() {
        UUID other = node.group(ann, bob).id();
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, session, bob));
        node.send(ann, session, "without Bob");
        Message last = node.send(ann, other, "with Bob");

        JsonObject item = next(bobs);

        assertThat(item.getString("sessionId")).isEqualTo(other.toString());
        assertThat(item.getLong("seq")).isEqualTo(last.seq());
    }

    @Test
    void anEncryptedSessionShowsNothingOfItsMessages() {
        UUID closed = node.create(new CreateSession(
                        ann, SessionKind.GROUP, null, List.of(bob.toString()), null, false, AiMode.EXPLICIT, true))
                .id();
        node.send(ann, closed, "secret");

        JsonObject item = next(bobs);

        assertThat(item.encode()).doesNotContain("secret");
        assertThat(item.getLong("unread")).isEqualTo(1);
    }

    @Test
    void whoComesAMomentLaterIsToldWhatHappenedLast() {
        UUID carol = node.account();
        UUID hers = node.group(ann, bob, carol).id();
        node.send(ann, hers, "hello");
        next(bobs);

        assertThat(next(node.listen(new Channel.OfUser(carol))).getString("sessionId"))
                .isEqualTo(hers.toString());
    }
}
