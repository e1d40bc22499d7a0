package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.Migrations;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.identity.FormerSessionIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Another database is copied as one's own would be at the first start, as often as one likes. */
class ImportCommandTest {
    /** What both ways have to agree about; times that were missing are those of the copy. */
    private static final List<String> FACTS = List.of(
            """
            SELECT session_id, string_agg(concat_ws('|', seq, content, message_type, user_id, metadata - 'language'), E'\\n' ORDER BY seq)
            FROM chat_messages_history GROUP BY session_id ORDER BY session_id""",
            """
            SELECT session_id, kind, title, language, user_id, last_seq, message_count, member_count
            FROM user_chat_sessions ORDER BY session_id""",
            "SELECT session_id, user_id, role, last_read_seq, read_count FROM session_members ORDER BY 1, 2",
            "SELECT id, email, display_name, password_hash FROM accounts ORDER BY id",
            "SELECT user_id, language FROM user_language_preferences ORDER BY 1",
            "SELECT id, session_id, user_id, kind, model, language, total_tokens, latency_ms, cached, error FROM ai_response_logs"
                    + " ORDER BY id");

    @TempDir
    private Path folder;

    private final DatabaseConfig former = TestDatabase.empty();
    private final DatabaseConfig ours = TestDatabase.migrated();

    private record Run(int status, String out, String err) {}

    private Run run(String... options) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path file = Files.writeString(folder.resolve("cogo.properties"), "DATABASE_URL=" + ours.uri());
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> arguments =
                new ArrayList<>(List.of("import", "--config", file.toString(), "--from", former.uri()));
        arguments.addAll(List.of(options));
        int status = commandLine.execute(arguments.toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed-on-supabase.sql", "seed-with-numbers.sql"})
    void aCopyIsWhatTheFirstStartInThatDatabaseMakes(String seed) throws Exception {
        execute(former, resource(seed));
        Run dry = run("--dry-run");
        assertThat(dry.err()).isEmpty();
        assertThat(dry.out()).contains("chat_messages_history: ", "Nothing was changed.");
        assertThat(rows(ours, "SELECT count(*) FROM accounts WHERE NOT is_service"))
                .containsExactly("0");

        Run copy = run();
        assertThat(copy.err()).isEmpty();
        assertThat(copy.status()).isZero();
        assertThat(copy.out()).contains("counts and checksums agree");

        Migrations.run(former);
        for (String fact : FACTS) {
            assertThat(rows(ours, fact)).as(fact).isEqualTo(rows(former, fact));
        }
        List<String> before = everything();
        assertThat(run().out()).contains("messages: ", ", 0 taken");
        execute(ours, "DELETE FROM import_progress");
        assertThat(run().status()).isZero();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatIsNewIsTakenNextTimeBehindWhatWasSaidHere() throws Exception {
        execute(former, resource("seed-on-supabase.sql"));
        run();
        String session = "b0000000-0000-4000-8000-000000000001";
        String minji = "a0000000-0000-4000-8000-000000000001";
        long last = Long.parseLong(
                rows(ours, "SELECT last_seq FROM user_chat_sessions WHERE session_id = '%s'".formatted(session))
                        .getFirst());
        // As if somebody had logged in and written here; then the former system goes on for a moment.
        execute(
                ours,
                "UPDATE user_chat_sessions SET last_seq = last_seq + 1, message_count = message_count + 1 WHERE session_id = '%s';"
                                .formatted(session)
                        + "UPDATE accounts SET password_hash = '$argon2id$mine' WHERE id = '%s'".formatted(minji));
        execute(
                former,
                "INSERT INTO public.chat_messages_realtime (id, session_id, user_id, content, message_type, timestamp)"
                        + " SELECT gen_random_uuid(), '%s', '%s', 'late ' || n, 'text', now() FROM generate_series(1, 3) AS n"
                                .formatted(session, minji));

        Run again = run();

        assertThat(again.out()).contains("3 taken", "counts and checksums agree");
        assertThat(rows(
                        ours,
                        "SELECT min(seq), max(seq), count(*), count(DISTINCT message_number) FROM chat_messages_history"
                                + " WHERE content LIKE 'late %'"))
                .containsExactly((last + 2) + "|" + (last + 4) + "|3|3");
        assertThat(rows(ours, "SELECT password_hash FROM accounts WHERE id = '%s'".formatted(minji)))
                .containsExactly("$argon2id$mine");
    }

    @Test
    void whoCannotLogInAndWhatWasRefusedIsSaid() throws Exception {
        execute(former, resource("seed-on-supabase.sql"));
        String out = run().out();
        assertThat(out)
                .contains(
                        "auth.users, cannot log in: banned: 1",
                        "auth.users, cannot log in: deleted: 1",
                        "auth.users, cannot log in: address not confirmed: 1",
                        "auth.users, cannot log in: no password: 1");
        assertThat(rows(ours, "SELECT count(*) FROM import_refused WHERE former::text LIKE '%$2a$%'"))
                .containsExactly("0");
        // Nothing there was changed, and nothing could have been.
        assertThat(rows(former, "SELECT count(*) FROM pg_namespace WHERE nspname = 'cogo'"))
                .containsExactly("0");
    }

    @Test
    void whatWasDeletedHereDoesNotComeBack() throws Exception {
        execute(former, resource("seed-on-supabase.sql"));
        run();
        String minji = "a0000000-0000-4000-8000-000000000001";
        execute(
                ours,
                "UPDATE accounts SET email = NULL, password_hash = NULL, display_name = 'nobody' WHERE id = '%s';"
                                .formatted(minji)
                        + "UPDATE import_ids SET kept = '{\"erased\": true}' WHERE kind = 'user' AND new_id = '%s';"
                                .formatted(minji)
                        + "DELETE FROM user_chat_sessions WHERE session_id = 'b0000000-0000-4000-8000-000000000002';"
                        + "DELETE FROM import_progress");

        assertThat(run().out()).contains("counts and checksums agree");

        assertThat(rows(ours, "SELECT email, display_name FROM accounts WHERE id = '%s'".formatted(minji)))
                .containsExactly("null|nobody");
        assertThat(
                        rows(
                                ours,
                                "SELECT count(*) FROM user_chat_sessions WHERE session_id = 'b0000000-0000-4000-8000-000000000002'"))
                .containsExactly("0");
    }

    @Test
    void whoIsLoggedInThereIsLoggedInHereAsLongAsTheyAre() throws Exception {
        String logins = """
                SELECT right(f.id::text, 1), right(f.user_id::text, 1), f.method, f.ended_at IS NULL,
                       t.token_hash = sha256(convert_to('minji000000' || CASE right(f.id::text, 1) WHEN '1' THEN 2 ELSE 3 END, 'UTF8'))
                FROM login_families f LEFT JOIN refresh_tokens t ON t.family_id = f.id ORDER BY 1""";
        execute(former, resource("seed-on-supabase.sql"));
        assertThat(run().out()).contains("logins: 3 rows read, 2 taken");
        assertThat(rows(ours, logins)).containsExactly("1|1|former|t|t", "2|1|former|t|t");

        execute(former, """
                UPDATE auth.users SET encrypted_password = '$2a$10$changed' WHERE id = 'a0000000-0000-4000-8000-000000000001';
                DELETE FROM auth.refresh_tokens WHERE session_id = 'd0000000-0000-4000-8000-000000000002'""");
        run();
        assertThat(rows(ours, logins)).containsExactly("1|1|former|t|t", "2|1|former|f|t");
        assertThat(rows(ours, "SELECT password_hash FROM accounts WHERE email = 'minji@example.org'"))
                .containsExactly("$2a$10$changed");

        execute(ours, "UPDATE refresh_tokens SET used_at = now()");
        execute(former, "DELETE FROM auth.refresh_tokens");
        run();
        assertThat(rows(ours, logins)).containsExactly("1|1|former|t|t", "2|1|former|f|t");
    }

    @Test
    void theNameOfASessionThereIsKnownWithoutALookHere() throws Exception {
        for (String name : List.of("sess_1", "42", "세션 7", "00000000-0000-0000-0000-00000000000G")) {
            assertThat(rows(ours, "SELECT import_uuid_of('session', '%s')".formatted(name)))
                    .containsExactly(new FormerSessionIds(true).resolve(name));
        }
        String id = "b0000000-0000-4000-8000-000000000001";
        assertThat(new FormerSessionIds(true).resolve(id)).isEqualTo(id);
        assertThat(FormerSessionIds.none().resolve("sess_1")).isEqualTo("sess_1");
    }

    @Test
    void whatCannotBeReadIsASentence() throws Exception {
        assertThat(run()).satisfies(run -> {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("cogo: there is none of the chat's tables")
                    .hasLineCount(1);
        });
    }

    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String fact : FACTS) {
            all.addAll(rows(ours, fact));
        }
        all.addAll(rows(ours, "SELECT * FROM import_sessions ORDER BY 1"));
        all.addAll(rows(ours, "SELECT source, old_id, reason FROM import_refused ORDER BY 1, 2, 3"));
        return all;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Connection connect(DatabaseConfig where) throws SQLException {
        Connection connection = DriverManager.getConnection(
                where.jdbcUrl(), where.user().orElse(null), where.password().orElse(null));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET search_path = cogo, public");
        }
        return connection;
    }

    private static void execute(DatabaseConfig where, String sql) throws SQLException {
        try (Connection connection = connect(where);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(DatabaseConfig where, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(where);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
