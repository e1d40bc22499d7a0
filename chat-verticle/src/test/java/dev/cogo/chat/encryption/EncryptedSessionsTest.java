package dev.cogo.chat.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.chat.ChatNode;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.DatabaseConfig;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    private ReadHistory history(UUID session) {
        return new ReadHistory(ann, session, null, null, 50);
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

    @Test
    void aChangedTextIsRefused() {
        sendMarked();
        node.database().query("UPDATE chat_messages_history SET ciphertext = set_byte(ciphertext, 20, 0)");
        node.refused(ErrorCode.DECRYPTION_FAILED, Address.HISTORY_READ, history(session));
        node.database().query("UPDATE chat_messages_history SET ciphertext = NULL");
        node.refused(ErrorCode.DECRYPTION_FAILED, Address.HISTORY_READ, history(session));
    }

    @Test
    void textsThatChangedPlacesAreRefused() {
        sendMarked();
        node.send(ann, session, "another");
        UUID second = encrypted(node, ann);
        node.send(ann, second, "a third");
        swap("a.session_id = b.session_id");
        node.refused(ErrorCode.DECRYPTION_FAILED, Address.HISTORY_READ, history(session));
        swap("a.session_id = b.session_id");
        assertThat(node.history(ann, session)).hasSize(2);
        swap("a.seq = 1 AND b.seq = 1");
        node.refused(ErrorCode.DECRYPTION_FAILED, Address.HISTORY_READ, history(second));
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
            other.refused(ErrorCode.ENCRYPTION_UNAVAILABLE, Address.HISTORY_READ, history(session));
            other.refused(
                    ErrorCode.ENCRYPTION_UNAVAILABLE,
                    Address.MESSAGE_SEND,
                    new SendMessages(ann, session, List.of(new NewMessage("again", "c-1", null, null))));
        }
        try (ChatNode keyless = new ChatNode(config)) {
            keyless.refused(ErrorCode.ENCRYPTION_UNAVAILABLE, Address.HISTORY_READ, history(session));
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
    void oneUnreadableMessageFailsItsSenderOnly() {
        sendMarked();
        UUID open = node.group(bob).id();
        node.database().query("UPDATE chat_messages_history SET ciphertext = set_byte(ciphertext, 20, 0)");
        // Together in shared transactions: many that are new, among them one that repeats the unreadable one.
        List<Future<StoredMessages>> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(
                    i % 20 == 7
                            ? node.sending(ann, session, new NewMessage("again", "c-1", null, null))
                            : node.sending(bob, i % 2 == 0 ? open : session, new NewMessage("message " + i)));
        }
        Future.join(sent).otherwiseEmpty().await();
        for (int i = 0; i < 60; i++) {
            assertThat(sent.get(i).failed()).as("message " + i).isEqualTo(i % 20 == 7);
        }
        node.refused(
                ErrorCode.DECRYPTION_FAILED,
                Address.MESSAGE_SEND,
                new SendMessages(ann, session, List.of(new NewMessage("again", "c-1", null, null))));
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
