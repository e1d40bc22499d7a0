package dev.cogo.chat.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.chat.encryption.Reencryption.Report;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReencryptionTest {
    private final DatabaseConfig config = TestDatabase.migrated();

    private Report run(Database database, String... ids) {
        return new Reencryption(database, TestKeys.of(ids), done -> {}).run();
    }

    private static void fill(ChatNode node, UUID user, UUID session, int messages) {
        for (int sent = 0; sent < messages; sent += 50) {
            NewMessage[] batch = IntStream.range(sent, Math.min(messages, sent + 50))
                    .mapToObj(i -> new NewMessage("message " + i, null, null, Map.of("i", i)))
                    .toArray(NewMessage[]::new);
            node.send(user, session, batch);
        }
    }

    @Test
    void everyMessageGetsTheFirstKeyInBothTables() {
        UUID ann;
        UUID session;
        List<Message> before;
        try (ChatNode node = new ChatNode(config, TestKeys.config("a"))) {
            ann = node.account();
            session = EncryptedSessionsTest.encrypted(node, ann);
            fill(node, ann, session, 90);
            fill(node, ann, EncryptedSessionsTest.encrypted(node, ann), 350);
            before = node.history(ann, session);
        }
        try (ChatNode node = new ChatNode(config, TestKeys.config("b", "a"))) {
            node.send(ann, session, "with the new key");
            List<Long> progress = new ArrayList<>();
            Report report = new Reencryption(node.database(), TestKeys.of("b", "a"), progress::add).run();
            assertThat(report).isEqualTo(new Report(440, 0, Map.of("b", 441L)));
            assertThat(progress).isSorted().endsWith(440L).hasSizeGreaterThan(2);
            assertThat(run(node.database(), "b", "a")).isEqualTo(new Report(0, 0, Map.of("b", 441L)));
        }
        try (ChatNode node = new ChatNode(config, TestKeys.config("b"))) {
            assertThat(node.history(ann, session))
                    .startsWith(before.toArray(Message[]::new))
                    .hasSize(91);
            assertThat(node.database().query("""
                            SELECT 1 FROM chat_messages_history h JOIN chat_messages_realtime r USING (session_id, seq)
                            WHERE r.ciphertext = h.ciphertext AND r.key_id = 'b' AND h.key_id = 'b'""")).hasSize(441);
        }
    }

    @Test
    void aCopyInTheHotTableThatStayedBehindFollows() {
        try (ChatNode node = new ChatNode(config, TestKeys.config("a"))) {
            UUID ann = node.account();
            UUID session = EncryptedSessionsTest.encrypted(node, ann);
            fill(node, ann, session, 5);
            node.database().query("CREATE TABLE aside AS SELECT * FROM chat_messages_realtime");
            node.database().query("DELETE FROM chat_messages_realtime");
            run(node.database(), "b", "a");
            node.database().query("INSERT INTO chat_messages_realtime SELECT * FROM aside");
            run(node.database(), "b", "a");
            assertThat(node.database().query("SELECT 1 FROM chat_messages_realtime WHERE key_id = 'b'"))
                    .hasSize(5);
        }
    }

    @Test
    void withoutANeededKeyNothingIsTouched() {
        try (ChatNode node = new ChatNode(config, TestKeys.config("a"))) {
            UUID ann = node.account();
            UUID session = EncryptedSessionsTest.encrypted(node, ann);
            fill(node, ann, session, 5);
            try (ChatNode second = new ChatNode(config, TestKeys.config("c", "a"))) {
                second.send(ann, session, "with c");
            }
            assertThatThrownBy(() -> run(node.database(), "b", "a"))
                    .isInstanceOf(WrongKeyException.class)
                    .hasMessageContaining(" c,");
            EncryptionKeys wrong = EncryptionKeys.parse(TestKeys.text("b", "a") + ",c:" + TestKeys.base64(1));
            assertThatThrownBy(() -> new Reencryption(node.database(), wrong, done -> {}).run())
                    .isInstanceOf(WrongKeyException.class)
                    .hasMessageContaining(" c ");
            assertThat(node.database().query("SELECT 1 FROM chat_messages_history WHERE key_id = 'a'"))
                    .hasSize(5);
        }
    }

    @Test
    void anUnreadableMessageIsLeftAndCounted() {
        try (ChatNode node = new ChatNode(config, TestKeys.config("a"))) {
            UUID ann = node.account();
            UUID session = EncryptedSessionsTest.encrypted(node, ann);
            fill(node, ann, session, 5);
            node.database()
                    .query("UPDATE chat_messages_history SET ciphertext = set_byte(ciphertext, 20, 0) WHERE seq = 3");
            assertThat(run(node.database(), "b", "a")).isEqualTo(new Report(4, 1, Map.of("a", 1L, "b", 4L)));
        }
    }

    /** Senders and editors of a node that has both keys, with the old one first, so that each of their writes matters. */
    @Test
    void whatIsSentAndEditedMeanwhileIsNotLost() throws InterruptedException {
        try (ChatNode node = new ChatNode(config, TestKeys.config("a", "b"))) {
            UUID ann = node.account();
            UUID session = EncryptedSessionsTest.encrypted(node, ann);
            fill(node, ann, session, 600);
            AtomicBoolean over = new AtomicBoolean();
            List<Throwable> failures = new ArrayList<>();
            Thread sender = Thread.ofPlatform()
                    .uncaughtExceptionHandler((t, e) -> failures.add(e))
                    .start(() -> {
                        while (!over.get()) {
                            node.send(ann, session, "meanwhile");
                        }
                    });
            MessageCipher cipher = new MessageCipher(TestKeys.of("a", "b"));
            int[] edits = new int[601];
            Thread editor = Thread.ofPlatform()
                    .uncaughtExceptionHandler((t, e) -> failures.add(e))
                    .start(() -> {
                        for (int n = 0; !over.get(); n++) {
                            long seq = 1 + (n * 7919L) % 600;
                            edit(node.database(), cipher, session, seq, "edit " + n);
                            edits[(int) seq] = n + 1;
                        }
                    });
            for (int i = 0; i < 5; i++) {
                run(node.database(), "b", "a");
            }
            over.set(true);
            sender.join();
            editor.join();
            assertThat(failures).isEmpty();
            run(node.database(), "b", "a");

            for (Row row : node.database()
                    .query("SELECT * FROM chat_messages_history WHERE session_id = $1 AND seq <= 600", session)) {
                int edit = edits[row.getLong("seq").intValue()];
                String expected = edit == 0 ? "message " + (row.getLong("seq") - 1) : "edit " + (edit - 1);
                assertThat(open(cipher, row).content()).isEqualTo(expected);
            }
            assertThat(node.database().query("SELECT 1 FROM chat_messages_history WHERE key_id <> 'b'"))
                    .isEmpty();
            assertThat(node.database().query("""
                            SELECT 1 FROM chat_messages_history h JOIN chat_messages_realtime r USING (session_id, seq)
                            WHERE r.ciphertext <> h.ciphertext OR r.key_id <> h.key_id""")).isEmpty();
        }
    }

    private static Plain open(MessageCipher cipher, Row row) {
        Sealed sealed =
                new Sealed(row.getString("key_id"), row.getBuffer("ciphertext").getBytes());
        return cipher.open(AssociatedData.ofMessage(row), sealed);
    }

    /** As the writer does it: the session's lock, then the hot row, then history's. */
    private static void edit(Database database, MessageCipher cipher, UUID session, long seq, String content) {
        database.transaction(tx -> {
            tx.query("SELECT 1 FROM user_chat_sessions WHERE session_id = $1 FOR NO KEY UPDATE", session);
            Row row = tx.query("SELECT * FROM chat_messages_history WHERE session_id = $1 AND seq = $2", session, seq)
                    .iterator()
                    .next();
            Sealed sealed = cipher.seal(AssociatedData.ofMessage(row), new Plain(content, null));
            for (String table : List.of("chat_messages_realtime", "chat_messages_history")) {
                tx.query(
                        "UPDATE " + table + " SET key_id = $3, ciphertext = $4 WHERE session_id = $1 AND seq = $2",
                        session,
                        seq,
                        sealed.keyId(),
                        Buffer.buffer(sealed.bytes()));
            }
            return null;
        });
    }
}
