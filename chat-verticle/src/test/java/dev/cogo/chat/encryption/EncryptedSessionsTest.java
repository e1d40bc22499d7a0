package dev.cogo.chat.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.TimelinePage;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedSessionsTest {
    private static final String MARKER = "plaintext-marker-4711";

    private final DatabaseConfig config = TestDatabase.migrated();
    private ChatNode node;
    private UUID ann;
    private UUID bob;
    private UUID session;

    @BeforeEach
    void anEncryptedSession() {
        node = new ChatNode(config, TestKeys.config("a"));
        ann = node.account();
        bob = node.account();
        session = encrypted(node, ann, bob);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    static UUID encrypted(ChatNode node, UUID owner, UUID... others) {
        UUID session = node.group(owner, others).id();
        node.database()
                .query("UPDATE user_chat_sessions SET encrypted = true, ai = false WHERE session_id = $1", session);
        return session;
    }

    private Message sendMarked() {
        return node.send(ann, session, new NewMessage(MARKER, "c-1", null, Map.of("note", MARKER)))
                .getFirst();
    }

    @Test
    void membersReadWhatTheyWrote() {
        Message sent = sendMarked();
        assertThat(sent.content()).isEqualTo(MARKER);
        assertThat(node.history(bob, session)).containsExactly(sent);
        // A repeated send finds the first one.
        assertThat(sendMarked()).isEqualTo(sent);
    }

    @Test
    void nothingStoredShowsAText() {
        sendMarked();
        assertThat(StoredText.tablesWith(node.database(), MARKER)).isEmpty();
        UUID open = node.group(ann).id();
        node.send(ann, open, new NewMessage("x", null, null, Map.of("note", MARKER)));
        assertThat(StoredText.tablesWith(node.database(), MARKER))
                .as("the search finds what is there")
                .contains("chat_messages_realtime.metadata");
    }

    @Test
    void listsShowNoText() {
        sendMarked();
        assertThat(node.session(ann, session).lastMessage()).satisfies(last -> {
            assertThat(last.content()).isEmpty();
            assertThat(last.metadata()).isNull();
        });
    }

    private static List<String> contents(List<Message> messages) {
        return messages.stream()
                .map(message -> message.unreadable() ? "unreadable" + message.content() : message.content())
                .toList();
    }

    private List<String> timeline(UUID session) {
        TimelinePage page = node.ask(Address.TIMELINE_READ, new ReadTimeline(ann, session, 0, 50));
        return contents(page.items().stream()
                .map(event -> new JsonObject(Json.string(event))
                        .getJsonObject("payload")
                        .mapTo(Message.class))
                .toList());
    }

    private void change(String assignment) {
        assertThat(node.database()
                        .query("UPDATE chat_messages_history SET " + assignment + " WHERE seq = 1")
                        .rowCount())
                .isEqualTo(1);
    }

    /** One damaged row is one message that can't be read; what else a page holds is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ciphertext = set_byte(ciphertext, 20, 0)",
                "ciphertext = set_byte(ciphertext, 0, 9)",
                "ciphertext = NULL",
                "ciphertext = ''",
                "key_id = 'unknown'",
                "user_id = (SELECT user_id FROM session_members m WHERE m.user_id <> chat_messages_history.user_id)",
                "user_id = NULL",
                "timestamp = timestamp + interval '1 microsecond'",
                "message_type = 'system'",
                "reply_to = id",
                "edited_at = now()",
            })
    void aMessageThatWasChangedIsUnreadableAndTheOthersAreRead(String assignment) {
        sendMarked();
        node.send(ann, session, "another");
        change(assignment);
        assertThat(contents(node.history(bob, session))).containsExactly("unreadable", "another");
        assertThat(timeline(session)).containsExactly("unreadable", "another");
        assertThat(node.session(ann, session).lastMessage().unreadable()).isFalse();
    }

    @Test
    void whatChangesRightlyKeepsAMessageReadable() {
        Message sent = sendMarked();
        node.ask(Address.REACTION_SET, new SetReaction(bob, session, sent.id(), "👍", true));
        node.<Message>ask(Address.MESSAGE_EDIT, new EditMessage(ann, session, sent.id(), "edited"));
        node.<Message>ask(Address.MESSAGE_EDIT, new EditMessage(ann, session, sent.id(), "edited again"));
        // As the erasure of whoever edited it may do.
        change("edited_by = NULL");
        assertThat(contents(node.history(bob, session))).containsExactly("edited again");
        change("edited_at = NULL");
        assertThat(contents(node.history(bob, session)))
                .as("an edit can't be hidden")
                .containsExactly("unreadable");
    }

    @Test
    void anUnreadableMessageIsDeletedAndNotEdited() {
        Message sent = sendMarked();
        change("user_id = user_id, ciphertext = set_byte(ciphertext, 20, 0)");
        node.refused(
                ErrorCode.DECRYPTION_FAILED, Address.MESSAGE_EDIT, new EditMessage(ann, session, sent.id(), "new"));
        Message deleted = node.ask(Address.MESSAGE_DELETE, new DeleteMessage(ann, session, sent.id()));
        assertThat(deleted.unreadable()).isFalse();
        assertThat(contents(node.history(ann, session))).containsExactly("");
    }

    @Test
    void textsThatChangedPlacesAreNotTaken() {
        sendMarked();
        node.send(ann, session, "another");
        UUID second = encrypted(node, ann);
        node.send(ann, second, "a third");
        swap("a.session_id = b.session_id");
        assertThat(contents(node.history(ann, session))).containsExactly("unreadable", "unreadable");
        swap("a.session_id = b.session_id");
        assertThat(contents(node.history(ann, session))).containsExactly(MARKER, "another");
        swap("a.seq = 1 AND b.seq = 1");
        assertThat(contents(node.history(ann, second))).containsExactly("unreadable");
    }

    private void swap(String which) {
        assertThat(node.database().query("""
                        UPDATE chat_messages_history a SET ciphertext = b.ciphertext
                        FROM chat_messages_history b WHERE a.id <> b.id AND """ + " " + which).rowCount()).isEqualTo(2);
    }

    @Test
    void withoutItsKeyAMessageStaysAsItIs() {
        Message sent = sendMarked();
        String before = rows();
        try (ChatNode other = new ChatNode(config, TestKeys.config("b"))) {
            assertThat(contents(other.history(ann, session))).containsExactly("unreadable");
            assertThat(contents(other.send(ann, session, new NewMessage("again", "c-1", null, null))))
                    .containsExactly("unreadable");
        }
        try (ChatNode keyless = new ChatNode(config)) {
            assertThat(contents(keyless.history(ann, session))).containsExactly("unreadable");
            keyless.refused(
                    ErrorCode.ENCRYPTION_UNAVAILABLE,
                    Address.MESSAGE_SEND,
                    new SendMessages(ann, session, List.of(new NewMessage("new"))));
        }
        assertThat(rows()).isEqualTo(before);
        assertThat(node.history(ann, session)).containsExactly(sent);
    }

    private String rows() {
        return node.database()
                .query("SELECT string_agg(h::text, '' ORDER BY seq) AS rows FROM chat_messages_history h")
                .iterator()
                .next()
                .getString("rows");
    }

    @Test
    void aRepeatedSendFindsAMessageAlsoWhenItCantBeRead() {
        Message first = sendMarked();
        change("ciphertext = set_byte(ciphertext, 20, 0)");
        Message repeated = sendMarked();
        assertThat(repeated.seq()).isEqualTo(first.seq());
        assertThat(repeated.unreadable()).isTrue();
    }

    @Test
    void aDifferentKeyOfAKnownIdStopsTheStart() {
        Database database = node.database();
        EncryptionKeys impostor = EncryptionKeys.parse("b:" + TestKeys.base64(1) + ",a:" + TestKeys.base64(2));
        assertThatThrownBy(() -> new ChatNode(config, TestKeys.config(impostor)).close())
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining("CHAT_ENCRYPTION_KEY")
                .hasMessageContaining(" a ")
                .hasMessageNotContaining(TestKeys.base64(2));
        assertThat(database.query("SELECT key_id FROM encryption_keys"))
                .as("nothing was noted")
                .hasSize(1);
        new ChatNode(config, TestKeys.config("b", "a")).close();
        assertThat(database.query("SELECT key_id FROM encryption_keys")).hasSize(2);
    }
}
