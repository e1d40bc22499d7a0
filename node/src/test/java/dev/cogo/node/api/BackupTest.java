package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.TestCommands;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.Migrations;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is made while people write, and what becomes of it in another database. */
@ExtendWith(WholeNode.class)
class BackupTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedBeforeABackupIsInItAndOneSessionIsTheSame(ApiFixture world) throws Exception {
        // Several, since each may only send so much.
        List<Person> people =
                Stream.generate(() -> world.newPerson("ben")).limit(4).toList();
        String session = world.newSession(people.get(0), people.get(1), people.get(2), people.get(3));
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                world.send(people.get(sent.get() % people.size()), session, "line " + sent.get());
                sent.incrementAndGet();
            }
        });
        Path file = folder.resolve("backup.zip");
        TestCommands source = new TestCommands(world.database());
        long before;
        try {
            Eventually.until("some messages", () -> sent.get() > 20);
            before = number(world.database(), lastSeq(session));
            assertThat(source.run("backup", file.toString())).as(source.err()).isZero();
            int then = sent.get();
            Eventually.until("more messages", () -> sent.get() > then + 5);
        } finally {
            enough.set(true);
            writer.join();
        }
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(source.run("backup", file.toString())).isEqualTo(1);

        DatabaseConfig target = TestDatabase.empty();
        TestCommands commands = new TestCommands(target);
        assertThat(commands.run("restore", file.toString())).as(commands.err()).isZero();
        assertThat(commands.out()).contains("0 migrations");
        long last = number(target, lastSeq(session));
        assertThat(last).isGreaterThanOrEqualTo(before);
        assertThat(number(world.database(), lastSeq(session))).isGreaterThan(last);
        assertThat(rows(target, ledger(session, last))).isEqualTo(rows(world.database(), ledger(session, last)));
        String members = "SELECT member_count FROM user_chat_sessions WHERE session_id = '" + session + "'";
        assertThat(number(target, members)).isEqualTo(number(world.database(), members));
        assertThat(number(target, "SELECT count(*) FROM chat_messages_history WHERE session_id = '" + session + "'"))
                .isPositive();
        assertThat(Migrations.pending(target)).isZero();
        assertThat(Migrations.run(target)).isZero();

        assertThat(commands.run("restore", file.toString())).isEqualTo(1);
        assertThat(commands.err()).contains("is not empty");
    }

    @Test
    void anOlderVersionIsBroughtUpAndANewerOneAndADamagedOneAreRefused() throws Exception {
        DatabaseConfig old = TestDatabase.empty();
        Migrations.run(old, 12);
        execute(
                old,
                "INSERT INTO accounts (id, email, display_name) VALUES (gen_random_uuid(), 'ann@example.org', E'A\\tnn\\n')");
        Path file = folder.resolve("old.zip");
        TestCommands source = new TestCommands(old);
        assertThat(source.run("backup", file.toString())).as(source.err()).isZero();
        DatabaseConfig target = TestDatabase.empty();
        TestCommands commands = new TestCommands(target);

        Path newer =
                changed(file, manifest -> manifest.getJsonObject("migrations").put("999", 1));
        assertThat(commands.run("restore", newer.toString())).isEqualTo(1);
        assertThat(commands.err()).contains("newer version");
        Path other =
                changed(file, manifest -> manifest.getJsonObject("migrations").put("2", 1));
        assertThat(commands.run("restore", other.toString())).isEqualTo(1);
        assertThat(commands.err()).contains("another migration 2");
        Path damaged = changed(file, manifest -> {});
        try (FileSystem zip = FileSystems.newFileSystem(damaged)) {
            Path rows = zip.getPath("tables/accounts");
            Files.writeString(rows, Files.readString(rows).replace("ann@", "eve@"));
        }
        assertThat(commands.run("restore", damaged.toString())).isEqualTo(1);
        assertThat(commands.err()).contains("damaged").contains("accounts");

        assertThat(commands.run("restore", file.toString())).as(commands.err()).isZero();
        assertThat(commands.out()).doesNotContain(" 0 migrations");
        assertThat(rows(target, "SELECT email || display_name FROM accounts WHERE NOT is_service"))
                .containsExactly("ann@example.orgA\tnn\n");
        assertThat(Migrations.pending(target)).isZero();
    }

    private interface Change {
        void on(JsonObject manifest);
    }

    private Path changed(Path file, Change change) throws IOException {
        Path copy = Files.createTempFile(folder, "changed", ".zip");
        Files.write(copy, Files.readAllBytes(file));
        try (FileSystem zip = FileSystems.newFileSystem(copy)) {
            Path path = zip.getPath("manifest.json");
            JsonObject manifest = new JsonObject(Files.readString(path));
            change.on(manifest);
            Files.writeString(path, manifest.encode());
        }
        return copy;
    }

    private static String lastSeq(String session) {
        return "SELECT last_seq FROM user_chat_sessions WHERE session_id = '" + session + "'";
    }

    private static String ledger(String session, long last) {
        return "SELECT seq || ' ' || id || ' ' || content || ' ' || timestamp FROM chat_messages_history WHERE session_id = '"
                + session + "' AND seq <= " + last + " ORDER BY seq";
    }

    private static long number(DatabaseConfig database, String sql) throws SQLException {
        return Long.parseLong(rows(database, sql).getFirst());
    }

    private static List<String> rows(DatabaseConfig database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private static void execute(DatabaseConfig database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseConfig database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(),
                database.user().orElseThrow(),
                database.password().orElse(null));
    }
}
