package dev.cogo.chat.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.encryption.StoredText;
import dev.cogo.chat.encryption.TestKeys;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportPart;
import dev.cogo.schema.personal.ExportStatus;
import dev.cogo.schema.personal.ReadExport;
import dev.cogo.schema.personal.ReadExportPart;
import dev.cogo.schema.personal.StartExport;
import dev.cogo.schema.session.RemoveMember;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private final DatabaseConfig config = TestDatabase.migrated();
    private ChatNode node;
    private UUID ann;
    private UUID bob;

    @BeforeEach
    void start() {
        node = new ChatNode(config, TestKeys.config("a"));
        ann = node.account();
        bob = node.account();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private UUID encrypted(UUID owner, UUID... others) {
        UUID session = node.group(owner, others).id();
        node.database()
                .query("UPDATE user_chat_sessions SET encrypted = true, ai = false WHERE session_id = $1", session);
        return session;
    }

    private Export export(UUID user) {
        return node.ask(Address.EXPORT_START, new StartExport(user));
    }

    private Export read(UUID user, UUID export) {
        return node.ask(Address.EXPORT_READ, new ReadExport(user, export));
    }

    private Export finished(UUID user, UUID export) {
        return Eventually.become(() -> read(user, export), state -> state.status() == ExportStatus.DONE);
    }

    private String part(UUID user, UUID export, int part) {
        return node.<ExportPart>ask(Address.EXPORT_PART, new ReadExportPart(user, export, part))
                .text();
    }

    private String text(UUID user, Export export) {
        return IntStream.range(0, export.parts())
                .mapToObj(part -> part(user, export.id(), part))
                .reduce("", String::concat);
    }

    private static List<String> values(JsonObject document, String section, String field) {
        JsonArray items = document.getJsonArray(section);
        return items.stream()
                .map(item -> String.valueOf(((JsonObject) item).getValue(field)))
                .toList();
    }

    @Test
    void itHoldsWhatTheUserHasGiven() {
        new OtherRooms(node).gateway().others();
        UUID open = node.group(ann, bob).id();
        UUID closed = encrypted(ann, bob);
        UUID left = node.group(bob, ann).id();
        for (UUID session : List.of(open, closed, left)) {
            node.send(ann, session, "of ann in " + session);
            node.send(bob, session, "of bob");
        }
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, left, ann));
        node.database()
                .query(
                        "INSERT INTO message_reactions VALUES ($1, 2, '👍', $2, now()), ($1, 2, '🎉', $2, now())",
                        open,
                        ann);
        node.database().query("INSERT INTO user_blocks VALUES ($1, $2, now())", ann, bob);

        node.database().query("INSERT INTO user_last_seen VALUES ($1, now())", ann);
        Export done = finished(ann, export(ann).id());
        String text = text(ann, done);
        JsonObject document = new JsonObject(text);

        assertThat(document.fieldNames())
                .containsExactly(
                        "exportId",
                        "userId",
                        "begunAt",
                        "account",
                        "sessions",
                        "formerSessions",
                        "messages",
                        "reactions",
                        "blocks",
                        "invites",
                        "ai",
                        "tasks",
                        "lastSeen",
                        "toolCalls");
        assertThat(document.getString("userId")).isEqualTo(ann.toString());
        for (String room : List.of("account", "ai", "tasks", "toolCalls")) {
            assertThat(values(document, room, "room")).as(room).containsOnly(room);
            assertThat(values(document, room, "n")).as(room).containsExactly("1", "2", "3");
        }
        assertThat(values(document, "sessions", "sessionId"))
                .containsExactlyInAnyOrder(open.toString(), closed.toString());
        assertThat(values(document, "formerSessions", "sessionId")).containsExactly(left.toString());
        assertThat(values(document, "messages", "content"))
                .containsExactlyInAnyOrder("of ann in " + open, "of ann in " + closed, "of ann in " + left);
        assertThat(values(document, "reactions", "emoji")).containsExactlyInAnyOrder("👍", "🎉");
        assertThat(values(document, "blocks", "userId")).containsExactly(bob.toString());
        assertThat(values(document, "lastSeen", "lastSeen")).hasSize(1);
        assertThat(text).doesNotContain("of bob");
        assertThat(done.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(done.expiresAt())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
                        Instant.now().plus(Duration.ofDays(7)).plusSeconds(60));
    }

    @Test
    void aLongOneComesInParts() {
        new OtherRooms(node).gateway().others();
        UUID session = node.group(ann).id();
        String content = "안녕 👋 ".repeat(1000);
        for (int i = 0; i < 12; i++) {
            NewMessage[] batch = IntStream.range(i * 40, i * 40 + 40)
                    .mapToObj(n -> new NewMessage(n + content))
                    .toArray(NewMessage[]::new);
            node.send(ann, session, batch);
        }
        Export done = finished(ann, export(ann).id());
        List<String> parts = new ArrayList<>();
        for (int part = 0; part < done.parts(); part++) {
            parts.add(part(ann, done.id(), part));
        }
        assertThat(parts).hasSizeGreaterThan(10).allMatch(part -> part.length() <= ExportPart.MAX_CHARACTERS);
        assertThat(values(new JsonObject(String.join("", parts)), "messages", "content"))
                .isEqualTo(IntStream.range(0, 480).mapToObj(n -> n + content).toList());
    }

    @Test
    void whatWasEncryptedStaysSoInTheDatabase() {
        new OtherRooms(node).gateway().others();
        node.send(ann, encrypted(ann), "marker-of-ann");
        Export done = finished(ann, export(ann).id());
        assertThat(text(ann, done)).contains("marker-of-ann");
        assertThat(StoredText.tablesWith(node.database(), "marker-of-ann")).isEmpty();
    }

    @Test
    void withoutAKeyItIsMadeToo() {
        try (ChatNode keyless = new ChatNode(TestDatabase.migrated())) {
            new OtherRooms(keyless).gateway().others();
            UUID user = keyless.account();
            keyless.send(user, keyless.group(user).id(), "in the open");
            Export running = keyless.ask(Address.EXPORT_START, new StartExport(user));
            Export done = Eventually.become(
                    () -> keyless.<Export>ask(Address.EXPORT_READ, new ReadExport(user, running.id())),
                    state -> state.status() == ExportStatus.DONE);
            StringBuilder text = new StringBuilder();
            for (int part = 0; part < done.parts(); part++) {
                text.append(keyless.<ExportPart>ask(Address.EXPORT_PART, new ReadExportPart(user, done.id(), part))
                        .text());
            }
            assertThat(values(new JsonObject(text.toString()), "messages", "content"))
                    .containsExactly("in the open");
        }
    }

    @Test
    void noPieceEndsInTheMiddleOfACharacter() {
        assertThat(ExportRun.split("ab👋c", 3)).containsExactly("ab", "👋c");
        assertThat(ExportRun.split("abc", 3)).containsExactly("abc");
    }

    @Test
    void itWaitsForARoomThatIsAway() {
        OtherRooms rooms = new OtherRooms(node).gateway();
        Export running = export(ann);
        assertThat(running.status()).isEqualTo(ExportStatus.RUNNING);
        assertThat(running.bytes()).isNull();
        // It has got as far as the room that is away, and has given it up for now.
        Eventually.become(
                () -> node.database()
                        .query("SELECT 1 FROM personal_jobs WHERE attempts > 0 AND section = 7")
                        .size(),
                found -> found == 1);
        assertThat(export(ann).id()).isEqualTo(running.id());
        node.refused(ErrorCode.EXPORT_NOT_READY, Address.EXPORT_PART, new ReadExportPart(ann, running.id(), 0));
        rooms.others();
        JsonObject document = new JsonObject(text(ann, finished(ann, running.id())));
        assertThat(values(document, "account", "n")).containsExactly("1", "2", "3");
    }

    @Test
    void aNodeThatDiesLeavesItToAnother() {
        node.send(ann, node.group(ann).id(), "kept");
        UUID job = Ids.next();
        // As a node leaves it that died after the first section was written.
        node.database().query("""
                        INSERT INTO personal_jobs (id, user_id, kind, status, section, parts, bytes, lease_owner, lease_until)
                        VALUES ($1, $2, 'export', 'running', 1, 1, 14, 'a dead node', now() - interval '1 second')""", job, ann);
        node.database().query("INSERT INTO export_parts VALUES ($1, 0, '{\"account\":[]')", job);
        try (ChatNode other = new ChatNode(config, TestKeys.config("a"))) {
            new OtherRooms(other).gateway().others();
            Export done = finished(ann, job);
            JsonObject document = new JsonObject(text(ann, done));
            assertThat(document.getJsonArray("account")).isEmpty();
            assertThat(values(document, "messages", "content")).containsExactly("kept");
        }
    }

    @Test
    void othersDoNotSeeIt() {
        new OtherRooms(node).gateway().others();
        Export done = finished(ann, export(ann).id());
        node.refused(ErrorCode.EXPORT_NOT_FOUND, Address.EXPORT_READ, new ReadExport(bob, done.id()));
        node.refused(ErrorCode.EXPORT_NOT_FOUND, Address.EXPORT_PART, new ReadExportPart(bob, done.id(), 0));
        node.refused(ErrorCode.EXPORT_NOT_FOUND, Address.EXPORT_PART, new ReadExportPart(ann, done.id(), done.parts()));
    }

    @Test
    void aNewOneTakesTheFormersPlaceAndAnOldOneGoes() {
        new OtherRooms(node).gateway().others();
        Export first = finished(ann, export(ann).id());
        Export second = finished(ann, export(ann).id());
        assertThat(second.id()).isNotEqualTo(first.id());
        node.refused(ErrorCode.EXPORT_NOT_FOUND, Address.EXPORT_READ, new ReadExport(ann, first.id()));
        node.database().query("UPDATE personal_jobs SET expires_at = now()");
        node.refused(ErrorCode.EXPORT_NOT_FOUND, Address.EXPORT_READ, new ReadExport(ann, second.id()));
        new PersonalJobs(node.database(), new MessageCipher(EncryptionKeys.none())).sweep();
        assertThat(node.database().query("SELECT 1 FROM export_parts")).isEmpty();
    }

    @Test
    void anUnreadableMessageDoesNotKeepBackTheOthers() {
        new OtherRooms(node).gateway().others();
        UUID session = encrypted(ann);
        node.send(ann, session, "broken");
        node.send(ann, session, "whole");
        node.database()
                .query("UPDATE chat_messages_history SET ciphertext = set_byte(ciphertext, 20, 0) WHERE seq = 1");
        JsonObject document = new JsonObject(text(ann, finished(ann, export(ann).id())));
        assertThat(values(document, "messages", "content")).containsExactly("", "whole");
        assertThat(values(document, "messages", "unreadable")).containsExactly("true", "null");
    }
}
