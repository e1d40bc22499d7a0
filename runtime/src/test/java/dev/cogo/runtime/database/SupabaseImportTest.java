package dev.cogo.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a former system has left in a database is copied, and no row is lost. */
class SupabaseImportTest {
    private static final String MINJI = "a0000000-0000-4000-8000-000000000001";
    private static final String TRIP = "b0000000-0000-4000-8000-000000000001";

    private final DatabaseConfig config = TestDatabase.empty();
    private final Connection connection = connect(config);

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void noMessageOfASupabaseProjectIsLost() throws Exception {
        start("seed-on-supabase.sql");
        assertEveryMessageIsThere();
        assertSequencesAreDense();
        // 8 in history; of 9 in the hot table, 3 stand in history too.
        assertThat(rows("SELECT count(*) FROM chat_messages_history")).containsExactly("14");
        assertThat(rows("SELECT count(*) FROM public.chat_messages_history")).containsExactly("8");
    }

    @Test
    void messagesKeepTheirIdsOrderAndMeaning() throws Exception {
        start("seed-on-supabase.sql");
        assertThat(rows("""
                        SELECT seq, right(id::text, 2), right(user_id::text, 1), message_type, left(content, 12), metadata
                        FROM chat_messages_history WHERE session_id = '%s' ORDER BY seq
                        """.formatted(TRIP)))
                .containsExactly(
                        "1|01|1|text|first|{\"color\": \"red\"}",
                        "2|02|2|text|둘째 🗼|null",
                        "3|03|null|ai_greeting|Hello, Minji|{\"seed\": {\"userId\": \"%s\"}, \"model\": \"gemini\"}"
                                .formatted(MINJI),
                        "4|04|null|agent_result|counted|null",
                        "5|05|2|text|a picture|{\"seed\": {\"messageType\": \"image\"}}",
                        "6|11|1|text|ok|null",
                        "7|12|1|text|ok|null",
                        "8|13|1|text||{\"seed\": {\"contentMissing\": true}}",
                        "9|16|1|text|long long lo|null",
                        "10|15|1|text|just now|null",
                        "11|14|1|text|no time|{\"seed\": {\"timestamp\": \"\"}}");
        assertThat(
                        rows(
                                "SELECT DISTINCT tableoid::regclass FROM chat_messages_history WHERE content IN ('first', 'counted')"))
                .containsExactlyInAnyOrder("chat_messages_history_2026_02", "chat_messages_history_2026_03");
    }

    @Test
    void aChangedTextUnderOneIdIsKeptTwice() throws Exception {
        start("seed-on-supabase.sql");
        assertThat(rows("SELECT content FROM chat_messages_history WHERE content LIKE 'alone%' ORDER BY seq"))
                .containsExactlyInAnyOrder("alone", "alone (changed)");
        assertThat(rows("SELECT count(DISTINCT id) = count(*) FROM chat_messages_history"))
                .containsExactly("t");
    }

    @Test
    void recentMessagesAreHotAgain() throws Exception {
        start("seed-on-supabase.sql");
        assertThat(rows("SELECT content FROM chat_messages_realtime ORDER BY content"))
                .containsExactly("from the future", "just now", "no time");
        assertThat(rows("SELECT sum(message_count) > 0 FROM chat_analytics")).containsExactly("t");
    }

    @Test
    void sessionsHaveOwnersAndMembers() throws Exception {
        start("seed-on-supabase.sql");
        assertThat(rows("""
                        SELECT right(session_id::text, 1), kind, title, language, right(s.user_id::text, 1), last_seq,
                               string_agg(role || ' ' || right(m.user_id::text, 1), ', ' ORDER BY role DESC)
                        FROM user_chat_sessions s JOIN session_members m USING (session_id) GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1
                        """))
                .containsExactly(
                        "1|group|Lighthouse trip|ko|1|11|owner 1, member 2",
                        "2|group|null|null|7|0|owner 7",
                        "3|group|null|null|f|3|owner f");
        assertThat(rows("SELECT created_at, last_activity FROM user_chat_sessions WHERE last_seq = 0"))
                .containsExactly("2026-03-01 00:00:00+00|2026-03-02 00:00:00+00");
        assertThat(
                        rows(
                                "SELECT count(*) FROM session_members JOIN user_chat_sessions USING (session_id)"
                                        + " WHERE last_read_seq <> last_seq OR read_count <> message_count OR message_count <> last_seq"))
                .containsExactly("0");
        assertThat(rows("SELECT member_count FROM user_chat_sessions ORDER BY session_id"))
                .containsExactly("2", "1", "1");
    }

    @Test
    void usersOfSupabaseMayEnterIfTheirAddressIsTheirs() throws Exception {
        start("seed-on-supabase.sql");
        assertThat(
                        rows(
                                "SELECT right(id::text, 1), email, display_name, left(password_hash, 7) FROM accounts WHERE NOT is_service ORDER BY 1"))
                .containsExactly(
                        "1|minji@example.org|Minji|$2a$10$",
                        "2|bob@example.org|bob|$2a$10$",
                        "3|null|Bob (SSO)|null",
                        "4|null|operator|null",
                        "5|null|banned|null",
                        "6|null|gone|null",
                        "7|quiet@example.org|quiet|$2a$10$",
                        "f|null|User a0000000|null");
        assertThat(rows("SELECT count(*) FROM accounts WHERE operator_code_given"))
                .containsExactly("0");
        assertThat(rows("SELECT created_at FROM accounts WHERE id = '%s'".formatted(MINJI)))
                .containsExactly("2026-01-01 00:00:00+00");
    }

    @Test
    void preferencesLogsAndMetricsComeAlong() throws Exception {
        start("seed-on-supabase.sql");
        assertThat(rows("SELECT right(user_id::text, 1), language FROM user_language_preferences ORDER BY 1"))
                .containsExactly("1|ko-KR", "2|en");
        assertThat(rows("""
                        SELECT right(id::text, 1), kind, provider, model, language, prompt_tokens, output_tokens, total_tokens,
                               latency_ms, cached, error, created_at::date
                        FROM ai_response_logs ORDER BY 1
                        """))
                .containsExactly(
                        "1|greeting|gemini|gemini-2.0-flash-exp|ko|10|20|30|456|t|null|2026-02-02",
                        "2|answer|gemini|unknown|und|null|null|null|0|f|quota|2026-02-03");
        assertThat(
                        rows(
                                "SELECT count(*), sum(execution_time), sum(db_queries), sum(ai_requests) FROM function_metrics"))
                .containsExactly("50|1275|100|50");
    }

    @Test
    void noMessageOfHandMadeTablesIsLost() throws Exception {
        start("seed-with-numbers.sql");
        assertEveryMessageIsThere();
        assertSequencesAreDense();
        // 60 in history; of 33 in the hot table, 20 stand in history too.
        assertThat(rows("SELECT count(*), count(DISTINCT id) FROM chat_messages_history"))
                .containsExactly("73|73");
        assertThat(rows("SELECT content FROM chat_messages_history JOIN session_members m USING (session_id)"
                        + " JOIN accounts a ON a.id = m.user_id WHERE a.display_name = 'minji' ORDER BY seq"))
                .hasSize(65)
                .startsWith("line 1", "line 2", "line 3")
                .endsWith("line 64", "line 65");
    }

    @Test
    void whatIsNoUuidIsRemembered() throws Exception {
        start("seed-with-numbers.sql");
        assertThat(rows("""
                        SELECT content, message_type, user_id IS NULL, metadata FROM chat_messages_history
                        WHERE content NOT LIKE 'line %' OR metadata ? 'b' ORDER BY content
                        """))
                .containsExactly(
                        "|text|t|{\"seed\": {\"id\": \"7\", \"timestamp\": \"-infinity\", \"messageType\": \"\"}}",
                        "a bare word|text|f|{\"seed\": {\"id\": \"4\", \"userId\": \"assistant\", \"sessionId\": \"room-2\","
                                + " \"messageType\": \"assistant\"}}",
                        "an answer|ai_response|t|{\"seed\": {\"id\": \"3\", \"userId\": \"assistant\","
                                + " \"sessionId\": \"room-2\"}}",
                        "another 1|text|f|{\"seed\": {\"id\": \"1\", \"userId\": \"carol\", \"metadata\": [\"a\", 1],"
                                + " \"sessionId\": \"room-2\"}}",
                        "eternal|text|f|{\"seed\": {\"id\": \"8\", \"userId\": \"carol\", \"sessionId\": \"room-2\","
                                + " \"timestamp\": \"infinity\"}}",
                        "line 2|text|f|{\"b\": null, \"seed\": {\"id\": \"2\", \"userId\": \"carol\","
                                + " \"sessionId\": \"room-2\"}}",
                        "nowhere|text|f|{\"seed\": {\"id\": \"5\", \"userId\": \"erin\"}}",
                        "nowhere and nobody|text|t|{\"seed\": {\"id\": \"6\"}}");
        assertThat(rows("SELECT display_name, language FROM user_language_preferences"
                        + " JOIN accounts ON id = user_id ORDER BY 1"))
                .containsExactly("bob|pt-BR", "frank|zh-Hant-TW", "minji|ko");
        assertThat(rows("SELECT display_name, email, password_hash FROM accounts WHERE NOT is_service ORDER BY 1"))
                .containsExactly(
                        "assistant|null|null",
                        "bob|null|null",
                        "carol|null|null",
                        "dave|null|null",
                        "erin|null|null",
                        "frank|null|null",
                        "minji|null|null");
        assertThat(rows("SELECT model, latency_ms, created_at::date = '2026-02-02' FROM ai_response_logs ORDER BY 1"))
                .containsExactly("gemini-2.5-flash-lite|13|t", "unknown|0|f");
        assertThat(rows("SELECT execution_time, errors, timestamp::date FROM function_metrics"))
                .containsExactly("12|0|2026-02-02", "12|0|2026-02-02");
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        start("seed-on-supabase.sql");
        String before = everything();
        assertThat(Migrations.run(config)).isZero();
        // Even if the script itself ran again: it knows that it has been there.
        execute("SET search_path = cogo");
        connection.setAutoCommit(false);
        execute(resource("/dev/cogo/schema/migration/V10__import_from_supabase.sql"));
        connection.commit();
        assertThat(everything()).isEqualTo(before);
    }

    /** On Supabase nobody is superuser; the owner of the tables sees past policies and may read the users. */
    @Test
    void theTablesOwnerIsEnough() throws Exception {
        execute(resource("seed-on-supabase.sql"));
        DatabaseConfig owner = giveTablesTo("seed_owner", "BYPASSRLS");
        execute("GRANT USAGE ON SCHEMA auth TO seed_owner; GRANT SELECT ON auth.users TO seed_owner");
        try {
            Migrations.run(owner);
            assertEveryMessageIsThere();
            assertThat(rows("SELECT count(*) FROM accounts WHERE password_hash IS NOT NULL"))
                    .containsExactly("3");
        } finally {
            takeTablesFrom("seed_owner");
        }
    }

    /** Rather no start than half of the messages. */
    @Test
    void hiddenRowsStopTheImport() throws Exception {
        execute(resource("seed-on-supabase.sql"));
        DatabaseConfig blind = giveTablesTo("seed_blind", "");
        execute("ALTER TABLE chat_messages_realtime FORCE ROW LEVEL SECURITY");
        try {
            assertThatThrownBy(() -> Migrations.run(blind)).hasMessageContaining("row-level security");
            assertThat(rows("SELECT count(*) FROM public.chat_messages_realtime"))
                    .containsExactly("9");
            assertThat(rows("SELECT count(*) FROM chat_messages_history")).containsExactly("0");
        } finally {
            takeTablesFrom("seed_blind");
        }
    }

    @Test
    void partOfTheTablesIsEnough() throws Exception {
        execute("CREATE TABLE chat_messages_history (session_id uuid, content text, created_at timestamptz)");
        execute("INSERT INTO chat_messages_history SELECT '%s', 'same', '2026-02-02' FROM generate_series(1, 3)"
                .formatted(TRIP));
        Migrations.run(config);
        assertThat(rows("SELECT seq, user_id, content, timestamp FROM chat_messages_history ORDER BY seq"))
                .containsExactly(
                        "1|null|same|2026-02-02 00:00:00+00",
                        "2|null|same|2026-02-02 00:00:00+00",
                        "3|null|same|2026-02-02 00:00:00+00");
        assertThat(rows("SELECT last_seq, user_id FROM user_chat_sessions")).containsExactly("3|null");
    }

    @Test
    void aDatabaseWithoutTheSeedStaysEmpty() throws Exception {
        execute("CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid, email text); "
                + "INSERT INTO auth.users VALUES (gen_random_uuid(), 'a@example.org')");
        Migrations.run(config);
        assertThat(rows("SELECT count(*) FROM accounts WHERE NOT is_service")).containsExactly("0");
        assertThat(rows("SELECT * FROM imports")).isEmpty();
    }

    /** Each text is there as often as it stands in history, and as often as the hot table has it beyond that. */
    private void assertEveryMessageIsThere() throws SQLException {
        String expected = """
                SELECT nullif(session_id::text, '') || coalesce(content, '') AS said FROM public.chat_messages_history
                UNION ALL (
                    SELECT nullif(session_id::text, '') || coalesce(content, '') FROM public.chat_messages_realtime
                    EXCEPT ALL
                    SELECT nullif(session_id::text, '') || coalesce(content, '') FROM public.chat_messages_history)
                """;
        String actual = """
                SELECT coalesce(metadata #>> '{seed,sessionId}', CASE WHEN EXISTS (
                    SELECT FROM public.chat_messages_history h WHERE h.session_id::text = o.session_id::text
                    UNION ALL SELECT FROM public.chat_messages_realtime h WHERE h.session_id::text = o.session_id::text)
                    THEN session_id::text END) || content
                FROM chat_messages_history o
                """;
        String both = "SELECT said FROM ((%s) EXCEPT ALL (%s)) AS difference (said) WHERE said IS NOT NULL";
        assertThat(rows(both.formatted(expected, actual))).isEmpty();
        // What had no session has no expected text above, so it is left out here too.
        assertThat(rows(both.formatted(actual, expected))).isEmpty();
    }

    private void assertSequencesAreDense() throws SQLException {
        assertThat(rows("""
                        SELECT session_id FROM chat_messages_history JOIN user_chat_sessions s USING (session_id)
                        GROUP BY session_id, last_seq
                        HAVING min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT seq) <> count(*) OR last_seq <> count(*)
                        """)).isEmpty();
        assertThat(rows("SELECT count(*) FROM chat_messages_history"
                        + " WHERE session_id NOT IN (SELECT session_id FROM user_chat_sessions)"))
                .containsExactly("0");
    }

    private String everything() throws SQLException {
        StringJoiner all = new StringJoiner("\n");
        for (String table : List.of(
                "accounts",
                "user_chat_sessions",
                "session_members",
                "chat_messages_history",
                "chat_messages_realtime",
                "user_language_preferences",
                "ai_response_logs",
                "function_metrics")) {
            all.add(String.join("\n", rows("SELECT t::text FROM %s t ORDER BY 1".formatted(table))));
        }
        return all.toString();
    }

    private DatabaseConfig giveTablesTo(String role, String attributes) throws SQLException {
        execute("""
                DROP ROLE IF EXISTS %1$s;
                CREATE ROLE %1$s LOGIN PASSWORD 'secret' %2$s;
                ALTER SCHEMA public OWNER TO %1$s;
                DO $$
                DECLARE
                    relation text;
                BEGIN
                    EXECUTE format('GRANT CREATE ON DATABASE %%I TO %1$s', current_database());
                    FOR relation IN SELECT oid::regclass FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
                    LOOP
                        EXECUTE format('ALTER TABLE %%s OWNER TO %1$s', relation);
                    END LOOP;
                END $$;
                """.formatted(role, attributes));
        return new DatabaseConfig(config.uri().replace("postgres:postgres@", role + ":secret@"), 4);
    }

    private void takeTablesFrom(String role) throws SQLException {
        execute("REASSIGN OWNED BY %1$s TO CURRENT_USER; DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(role));
    }

    private void start(String seed) throws SQLException, IOException {
        execute(resource(seed));
        assertThat(Migrations.run(config)).isPositive();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SupabaseImportTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Connection connect(DatabaseConfig config) {
        try {
            Connection connection = FirstConnection.connect(config);
            try (Statement statement = connection.createStatement()) {
                // The former tables are made in public; ours, once they are there, are found first.
                statement.execute("SET TimeZone = 'UTC'; SET search_path = cogo, public");
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
