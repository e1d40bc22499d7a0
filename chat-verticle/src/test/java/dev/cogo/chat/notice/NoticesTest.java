package dev.cogo.chat.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.chat.encryption.TestKeys;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.text.Characters;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated(), TestKeys.config("k1"));

    private UUID ann;
    private UUID bob;
    private UUID session;
    private Listener bobs;

    @BeforeEach
    void aGroup() {
        ann = node.account();
        bob = node.account();
        session = node.group(ann, bob).id();
        bobs = node.listen(new Channel.OfUser(bob));
    }

    private Message mention(UUID writer, String content, UUID... users) {
        return node.send(writer, session, new NewMessage(content, null, null, null, List.of(users)))
                .getFirst();
    }

    private static JsonObject notice(Listener listener) {
        return listener.next(EventName.NOTIFICATION).getJsonObject("payload");
    }

    /** The next notice that comes is the one of a message sent now, so there was none for those before. */
    private void assertNothingBefore(Listener listener, UUID user, UUID writer) {
        Message last = mention(writer, "last", user);
        assertThat(notice(listener).getString("messageId")).isEqualTo(last.id().toString());
    }

    private UUID named(String name) {
        UUID user = node.account();
        node.database().query("UPDATE accounts SET display_name = $2 WHERE id = $1", user, name);
        node.database()
                .query(
                        "INSERT INTO session_members (session_id, user_id, role) VALUES ($1, $2, 'member')",
                        session,
                        user);
        return user;
    }

    @Test
    void whoIsMentionedHearsOfItOnce() {
        Message first = node.send(bob, session, "first");
        Message sent = node.send(ann, session, new NewMessage("look", null, first.id(), null, List.of(bob, bob)))
                .getFirst();

        JsonObject notice = notice(bobs);

        assertThat(notice.getString("reason")).isEqualTo("mention");
        assertThat(notice.getString("sessionId")).isEqualTo(session.toString());
        assertThat(notice.getString("messageId")).isEqualTo(sent.id().toString());
        assertThat(notice.getLong("seq")).isEqualTo(2);
        assertThat(notice.getString("userId")).isEqualTo(ann.toString());
        assertThat(notice.getString("displayName")).startsWith("u");
        assertThat(notice.getString("preview")).isEqualTo("look");
        assertThat(notice.getString("timestamp")).isEqualTo(sent.timestamp().toString());
        assertNothingBefore(bobs, bob, ann);
    }

    @Test
    void whoIsRepliedToHearsOfItFromPeopleAndFromTheHouse() {
        Message question = node.send(bob, session, "?");
        node.send(ann, session, new NewMessage("!", null, question.id(), null));
        assertThat(notice(bobs).getString("reason")).isEqualTo("reply");
        node.ask(
                Address.MESSAGE_POST,
                new PostMessage(session, MessageType.AI_RESPONSE, new NewMessage("42", "ai:1", question.id(), null)));
        JsonObject notice = notice(bobs);
        assertThat(notice.getString("reason")).isEqualTo("reply");
        assertThat(notice.getMap()).doesNotContainKeys("userId", "displayName");
    }

    @Test
    void nobodyHearsOfTheirOwnMessagesNorWhoIsNoMember() {
        UUID stranger = node.account();
        Listener strangers = node.listen(new Channel.OfUser(stranger));
        Message own = mention(bob, "me and a stranger", bob, stranger);
        node.send(bob, session, new NewMessage("to myself", null, own.id(), null));
        assertNothingBefore(bobs, bob, ann);
        assertThat(strangers.rest()).isEmpty();
    }

    @Test
    void whoMutedTheSessionOrBlockedTheWriterHearsNothing() {
        UUID carl = node.account();
        UUID muted = named("Muted");
        Listener muteds = node.listen(new Channel.OfUser(muted));
        node.database()
                .query(
                        "INSERT INTO session_members (session_id, user_id, role) VALUES ($1, $2, 'member')",
                        session,
                        carl);
        node.database()
                .query(
                        "UPDATE session_members SET muted = true WHERE session_id = $1 AND user_id = $2",
                        session,
                        muted);
        node.database().query("INSERT INTO user_blocks (user_id, blocked_id) VALUES ($1, $2)", bob, carl);
        mention(carl, "hello @muted", bob, muted);
        assertNothingBefore(bobs, bob, ann);
        assertThat(muteds.rest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Ann Lee",
                "hi @ann lee, see this",
                "(@ANN LEE)",
                "@someone else @Ann Lee!",
                "one\n@Ann Lee\ntwo"
            })
    void aNameOfTwoWordsIsFoundAndTheShorterOneIsNotMeant(String text) {
        Listener full = node.listen(new Channel.OfUser(named("Ann Lee")));
        UUID shorter = named("Ann");
        Listener shorters = node.listen(new Channel.OfUser(shorter));
        node.send(bob, session, text);
        assertThat(notice(full).getString("preview")).isEqualTo(text);
        assertNothingBefore(shorters, shorter, bob);
    }

    @Test
    void koreanAndJapaneseNamesAreFoundBeforeTheirParticles() {
        Listener minsu = node.listen(new Channel.OfUser(named("민수")));
        Listener tanaka = node.listen(new Channel.OfUser(named("田中")));
        node.send(bob, session, "@민수님, 확인해 주세요");
        node.send(bob, session, "＠田中さん、お願いします");
        node.send(bob, session, "이메일은 x@민수 아님");
        assertThat(notice(minsu).getString("preview")).startsWith("@민수님");
        assertThat(notice(tanaka).getString("preview")).startsWith("＠田中さん");
        assertNothingBefore(node.listen(new Channel.OfUser(bob)), bob, ann);
        assertThat(minsu.rest()).isEmpty();
    }

    @Test
    void aPreviewEndsBeforeHalfACharacterAndIsMissingInAnEncryptedSession() {
        mention(ann, "x".repeat(199) + "😀 and more", bob);
        assertThat(notice(bobs).getString("preview")).isEqualTo("x".repeat(199));
        assertThat(Characters.beginning("y".repeat(200), 200)).hasSize(200);
        node.database().query("UPDATE user_chat_sessions SET encrypted = true WHERE session_id = $1", session);
        mention(ann, "secret", bob);
        assertThat(notice(bobs).getMap()).doesNotContainKey("preview").containsEntry("reason", "mention");
    }
}
