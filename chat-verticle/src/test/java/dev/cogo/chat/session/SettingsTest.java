package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.NameSession;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.UpdateSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private UUID owner;
    private UUID bob;
    private UUID session;

    @BeforeEach
    void aGroup() {
        owner = node.account();
        bob = node.account();
        session = node.group(owner, bob).id();
    }

    private Session update(String title, String language, Boolean ai, Integer slowMode, Boolean archived) {
        return node.ask(
                Address.SESSION_UPDATE,
                new UpdateSession(owner, session, title, language, ai, null, null, slowMode, archived));
    }

    @Test
    void theServerNamesWhatHasNoName() {
        UUID nameless = node.create(
                        new CreateSession(owner, SessionKind.GROUP, null, List.of(bob.toString()), null, true))
                .id();
        Listener listener = node.listen(new Channel.OfSession(nameless));
        for (String title : List.of("Lighthouses", "Another")) {
            node.ask(Address.SESSION_NAME, new NameSession(nameless, title));
        }
        assertThat(node.session(bob, nameless).title()).isEqualTo("Lighthouses");
        JsonObject event = listener.next(EventName.SESSION_UPDATED).getJsonObject("payload");
        assertThat(event.containsKey("by")).isFalse();
        assertThat(event.getJsonObject("settings").getString("title")).isEqualTo("Lighthouses");
        assertThat(listener.rest()).isEmpty();
    }

    @Test
    void oneRequestIsOneEventWithAllSettingsAsTheyAreThen() {
        Listener listener = node.listen(new Channel.OfSession(session));
        Listener bobs = node.listen(new Channel.OfUser(bob));

        Session seen = update("lighthouses", "KO-kr", false, 30, null);

        assertThat(seen.title()).isEqualTo("lighthouses");
        assertThat(seen.language()).isEqualTo("ko-KR");
        assertThat(seen.ai()).isFalse();
        assertThat(seen.slowModeSeconds()).isEqualTo(30);
        assertThat(seen.archivedAt()).isNull();
        JsonObject event = listener.next(EventName.SESSION_UPDATED);
        assertThat(event.getLong("seq")).isEqualTo(1);
        assertThat(event.getJsonObject("payload").getMap())
                .containsEntry("change", "settings_changed")
                .containsEntry("by", owner.toString())
                .doesNotContainKeys("userId", "member");
        assertThat(event.getJsonObject("payload").getJsonObject("settings"))
                .isEqualTo(new JsonObject()
                        .put("title", "lighthouses")
                        .put("language", "ko-KR")
                        .put("ai", false)
                        .put("aiMode", "explicit")
                        .put("whenBusy", "queue")
                        .put("slowModeSeconds", 30));

        update("lighthouses", null, null, 30, false);
        assertThat(listener.rest()).isEmpty();
        assertThat(bobs.rest()).isEmpty();
        assertThat(node.session(bob, session).lastActivity())
                .isEqualTo(node.session(bob, session).createdAt());
    }

    @Test
    void archivingKeepsItsTimeUntilItEnds() {
        Session archived = update(null, null, null, null, true);
        assertThat(archived.archivedAt()).isNotNull();
        assertThat(update(null, null, null, null, true).archivedAt()).isEqualTo(archived.archivedAt());
        assertThat(update(null, null, null, null, false).archivedAt()).isNull();
        node.send(bob, session, "again");
    }

    @Test
    void whatWasAskedForBehindTheArchivingIsRefused() {
        Future<?> before = node.sending(bob, session, new NewMessage("before"));
        Future<?> archiving = node.bus()
                .request(
                        Address.SESSION_UPDATE,
                        new UpdateSession(owner, session, null, null, null, null, null, null, true));
        Future<?> after = node.sending(bob, session, new NewMessage("after"));
        Future.join(before, archiving, after).otherwiseEmpty().await();
        assertThat(before.succeeded()).isTrue();
        assertThat(archiving.succeeded()).isTrue();
        assertThat(((CogoException) after.cause()).code()).isEqualTo(ErrorCode.SESSION_ARCHIVED);
    }

    @Test
    void aRequestWithOneThingTooManyChangesNothing() {
        UUID friend = node.account();
        UUID direct = node.create(
                        new CreateSession(owner, SessionKind.DIRECT, null, List.of(friend.toString()), null, false))
                .id();
        node.refused(
                ErrorCode.FORBIDDEN,
                Address.SESSION_UPDATE,
                new UpdateSession(owner, direct, "a title", "ko", true, null, null, null, null));
        Session seen = node.session(owner, direct);
        assertThat(seen.language()).isNull();
        assertThat(seen.ai()).isFalse();
        assertThat(seen.lastSeq()).isZero();
    }

    @Test
    void theAiStaysOutOfAnEncryptedSession() {
        update(null, null, false, null, null);
        node.database().query("UPDATE user_chat_sessions SET encrypted = true WHERE session_id = $1", session);
        node.refused(
                ErrorCode.INVALID_REQUEST,
                Address.SESSION_UPDATE,
                new UpdateSession(owner, session, null, null, true, null, null, null, null));
        update(null, null, false, 5, null);
    }

    @Test
    void anEncryptedSessionNeedsAKey() {
        node.refused(
                ErrorCode.ENCRYPTION_UNAVAILABLE,
                Address.SESSION_CREATE,
                new CreateSession(owner, SessionKind.GROUP, null, List.of(), null, false, AiMode.EXPLICIT, true));
    }

    @Test
    void mutingIsOnesOwnAffair() {
        Listener listener = node.listen(new Channel.OfSession(session));
        node.ask(Address.SESSION_MUTE, new MuteSession(bob, session, true));
        assertThat(node.session(bob, session).muted()).isTrue();
        assertThat(node.session(owner, session).muted()).isFalse();
        node.ask(Address.SESSION_MUTE, new MuteSession(bob, session, false));
        assertThat(node.session(bob, session).muted()).isFalse();
        assertThat(listener.rest()).isEmpty();
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.SESSION_MUTE, new MuteSession(node.account(), session, true));
    }
}
