package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.archive.retention.ArchiveException;
import dev.cogo.archive.retention.ArchiveRestore;
import dev.cogo.archive.retention.RetentionConfig;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest extends ArchiveTest {
    private static final UUID OTHER = Ids.next();
    private static final UUID USER = Ids.next();

    @TempDir
    Path folder;

    @Override
    RetentionConfig retention() {
        return new RetentionConfig(Map.of(SessionKind.GROUP, Duration.ofDays(60)), Optional.of(folder));
    }

    @BeforeEach
    void sessions() {
        for (String table : List.of(
                "session_holds",
                "archive_files",
                "message_search",
                "user_chat_sessions",
                "personal_jobs",
                "accounts")) {
            database.query("DELETE FROM " + table + (table.equals("accounts") ? " WHERE NOT is_service" : ""));
        }
        database.query("INSERT INTO accounts (id, display_name) VALUES ($1, 'Ann')", USER);
        session(SESSION, "group");
        database.query(
                "INSERT INTO session_members (session_id, user_id, role) VALUES ($1, $2, 'owner')", SESSION, USER);
    }

    private void session(UUID id, String kind) {
        database.query("""
                INSERT INTO user_chat_sessions (session_id, kind, last_seq, message_count, oldest_message_at)
                VALUES ($1, $2, 60, 60, now() - interval '90 days')""", id, kind);
    }

    /** Messages 1 to 35 are too old, 36 to 60 are not. */
    private void talk() {
        insert("chat_messages_history", 1, 35, "61 days");
        insert("chat_messages_history", 36, 60, "59 days");
        database.query(
                "UPDATE chat_messages_history SET user_id = $1, message_number = seq, client_message_id = 'c' || seq",
                USER);
        database.query(
                "INSERT INTO message_keys SELECT session_id, user_id, client_message_id, seq FROM chat_messages_history");
        database.query(
                "INSERT INTO message_reactions VALUES ($1, 3, '👍', $2, now()), ($1, 40, '👍', $2, now())",
                SESSION,
                USER);
        database.query(
                "INSERT INTO message_search SELECT session_id, seq, id, timestamp, '' FROM chat_messages_history");
    }

    private long count(String table) {
        return database.query("SELECT count(*) AS n FROM " + table)
                .iterator()
                .next()
                .getLong("n");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }

    @Test
    void whatIsTooOldGoesWithWhatHangsOnItAndStandsInAFile() throws IOException {
        talk();
        ArchiveReport report = run();
        assertThat(report)
                .extracting(ArchiveReport::expired, ArchiveReport::files)
                .containsExactly(35L, 1);
        assertThat(history()).isEqualTo(range(36, 60));
        assertThat(count("message_keys")).isEqualTo(25);
        assertThat(count("message_reactions")).isEqualTo(1);
        assertThat(count("message_search")).isEqualTo(25);
        // Nobody has anything unread that nobody can read.
        Row member = database.query("SELECT last_read_seq, read_count FROM session_members")
                .iterator()
                .next();
        assertThat(member.getLong("last_read_seq")).isEqualTo(35);
        assertThat(member.getLong("read_count")).isEqualTo(35);
        Path file = files().getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Row kept = database.query("SELECT f.*, s.first_seq, s.last_seq FROM archive_files f"
                        + " JOIN archive_file_sessions s ON s.file_id = f.id")
                .iterator()
                .next();
        assertThat(kept.getString("name")).isEqualTo(file.getFileName().toString());
        assertThat(kept.getLong("bytes")).isEqualTo(Files.size(file));
        assertThat(List.of(kept.getLong("messages"), kept.getLong("first_seq"), kept.getLong("last_seq")))
                .containsExactly(35L, 1L, 35L);
        assertThat(run().expired()).isZero();
        assertThat(files()).hasSize(1);
    }

    @Test
    void aRestoredFileBringsBackWhatWentAndHoldsIt() throws IOException {
        talk();
        database.query(
                "UPDATE chat_messages_history SET metadata = '{\"a\": [1]}', ciphertext = '\\x00ff', key_id = 'k' WHERE seq = 7");
        database.query("CREATE TABLE before AS SELECT * FROM chat_messages_history");
        run();
        ArchiveRestore restore = new ArchiveRestore(database);
        assertThat(restore.restore(files().getFirst(), null)).isEqualTo(new ArchiveRestore.Report(1, 35, 35));
        assertThat(restore.restore(files().getFirst(), null)).isEqualTo(new ArchiveRestore.Report(1, 35, 0));
        assertThat(restore.restore(files().getFirst(), OTHER).found()).isZero();
        assertThat(database.query("SELECT * FROM before EXCEPT SELECT * FROM chat_messages_history")
                        .size())
                .isZero();
        assertThat(history()).isEqualTo(range(1, 60));
        assertThat(count("message_reactions")).isEqualTo(2);
        // On hold they stay; without it they go again.
        assertThat(run().expired()).isZero();
        database.query("DELETE FROM session_holds");
        assertThat(run().expired()).isEqualTo(35);
        assertThat(history()).isEqualTo(range(36, 60));
    }

    @Test
    void whatErasedUsersWroteStaysErased() throws IOException {
        talk();
        run();
        database.query(
                "INSERT INTO personal_jobs (id, user_id, kind, status) VALUES ($1, $1, 'erasure', 'done')", USER);
        new ArchiveRestore(database).restore(files().getFirst(), null);
        assertThat(count("chat_messages_history WHERE seq <= 35 AND content = '' AND deleted_at IS NOT NULL"))
                .isEqualTo(35);
        assertThat(count("message_reactions")).isEqualTo(1);
    }

    @Test
    void ofASessionOnHoldNothingGoesAndEachVersionIsKept() {
        talk();
        database.query("INSERT INTO session_holds (session_id, reason) VALUES ($1, 'a case')", SESSION);
        assertThat(run().expired()).isZero();
        assertThat(history()).isEqualTo(range(1, 60));
        database.query("UPDATE chat_messages_history SET content = 'other', edited_at = now() WHERE seq = 3");
        database.query("UPDATE chat_messages_history SET key_id = 'another' WHERE seq = 4");
        database.query("DELETE FROM chat_messages_history WHERE seq = 5");
        assertThat(database.query("SELECT message FROM held_messages ORDER BY seq").stream()
                        .map(row -> ((JsonObject) row.getJson("message")).getString("content")))
                .containsExactly("message 3", "message 5");
        assertThatThrownBy(() -> database.query("DELETE FROM user_chat_sessions WHERE session_id = $1", SESSION))
                .hasMessageContaining("session_holds");
        database.query("DELETE FROM session_holds");
        assertThat(count("held_messages")).isZero();
    }

    @Test
    void aKindWithoutAnAgeKeepsItsMessages() {
        talk();
        database.query("UPDATE user_chat_sessions SET kind = 'direct'");
        assertThat(run().expired()).isZero();
        assertThat(history()).isEqualTo(range(1, 60));
    }

    @Test
    void aRunThatCanNotWriteLetsNothingGo() throws IOException {
        talk();
        Files.delete(folder);
        assertThatThrownBy(this::run).isNotNull();
        assertThat(history()).isEqualTo(range(1, 60));
        Files.createDirectory(folder);
        assertThat(run().expired()).isEqualTo(35);
        assertThat(files()).hasSize(1);
    }

    @Test
    void manyMessagesAreManyFilesAndEmptyMonthsGo() throws IOException {
        insert("chat_messages_history", 1, 450, "200 days");
        insert("chat_messages_history", 451, 460, "1 days");
        database.query("SELECT create_history_partition((now() - interval '200 days')::date)");
        long months = count("pg_inherits WHERE inhparent = 'chat_messages_history'::regclass");
        ArchiveReport report = run();
        assertThat(report)
                .extracting(ArchiveReport::expired, ArchiveReport::files)
                .containsExactly(450L, 3);
        assertThat(history()).isEqualTo(range(451, 460));
        assertThat(files()).hasSize(3);
        assertThat(count("pg_inherits WHERE inhparent = 'chat_messages_history'::regclass"))
                .isLessThan(months + report.partitionsCreated());
    }

    @Test
    void aFileThatIsNotWholeIsRefusedBeforeAnythingIsWritten() throws IOException {
        talk();
        run();
        byte[] whole = Files.readAllBytes(files().getFirst());
        Path half = folder.resolve("half.jsonl.gz");
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        ArchiveRestore restore = new ArchiveRestore(database);
        assertThatThrownBy(() -> restore.restore(half, null)).isInstanceOf(ArchiveException.class);
        Files.writeString(half, "something else");
        assertThatThrownBy(() -> restore.restore(half, null)).isInstanceOf(ArchiveException.class);
        assertThat(history()).isEqualTo(range(36, 60));
    }

    @Test
    void monthsOfTheSecurityLogAreWrittenBeforeTheyGo() throws IOException {
        database.query("SELECT create_audit_partition((now() - interval '200 days')::date)");
        database.query("""
                INSERT INTO audit_log (id, at, event, outcome, details)
                SELECT gen_random_uuid(), now() - interval '200 days', 'login', 'done', '{}' FROM generate_series(1, 3)""");
        run();
        assertThat(count("audit_log")).isZero();
        assertThat(files()).singleElement().asString().contains("audit_log_");
    }
}
