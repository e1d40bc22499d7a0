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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that hands each new thing to the roles of a REST interface, as Supabase prepares it, hands out nothing of ours. */
class ClosedSchemaTest {
    // A role without any grant has what PUBLIC has.
    private static final List<String> OTHERS = List.of("anon", "authenticated", "service_role", "somebody");
    private static final String DENIED = "42501";

    private final DatabaseConfig admin = TestDatabase.empty();
    private final DatabaseConfig config =
            new DatabaseConfig(admin.uri().replace("postgres:postgres@", "project:secret@"), 4);
    private final Connection connection = connect(admin);

    @BeforeEach
    void prepare() throws Exception {
        execute(connection, resource("supabase-project.sql"));
        try (Connection project = connect(config)) {
            execute(project, "SET search_path = public");
            execute(project, resource("seed-on-supabase.sql"));
        }
    }

    @AfterEach
    void dropRoles() throws SQLException {
        execute(connection, "DROP OWNED BY project CASCADE; REVOKE project FROM authenticator");
        connection.close();
    }

    @Test
    void othersCanReadAndWriteNothing() throws Exception {
        Migrations.run(config);
        try (Connection project = connect(config)) {
            // The archive makes one each month.
            assertThat(rows(project, "SELECT create_history_partition('2031-01-01')"))
                    .containsExactly("t");
        }
        assertThat(rows(connection, """
                        SELECT role || ' ' || right_to || ' ' || relname
                        FROM pg_class c CROSS JOIN unnest(ARRAY['%1$s']) AS role CROSS JOIN unnest(ARRAY[
                            'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS right_to
                        WHERE relnamespace = 'cogo'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                            AND has_table_privilege(role, c.oid, right_to)
                        UNION ALL
                        SELECT role || ' a column of ' || relname
                        FROM pg_class c CROSS JOIN unnest(ARRAY['%1$s']) AS role
                        WHERE relnamespace = 'cogo'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                            AND has_any_column_privilege(role, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
                        UNION ALL
                        SELECT role || ' sequence ' || relname
                        FROM pg_class c CROSS JOIN unnest(ARRAY['%1$s']) AS role
                        WHERE relnamespace = 'cogo'::regnamespace AND relkind = 'S'
                            AND has_sequence_privilege(role, c.oid, 'USAGE, SELECT, UPDATE')
                        UNION ALL
                        SELECT role || ' function ' || proname
                        FROM pg_proc p CROSS JOIN unnest(ARRAY['%1$s']) AS role
                        WHERE pronamespace = 'cogo'::regnamespace AND has_function_privilege(role, p.oid, 'EXECUTE')
                        UNION ALL
                        SELECT role || ' schema' FROM unnest(ARRAY['%1$s']) AS role
                        WHERE has_schema_privilege(role, 'cogo', 'USAGE, CREATE')
                        """.formatted(String.join("', '", OTHERS)))).isEmpty();
        List<String> relations = rows(
                connection,
                "SELECT oid::regclass FROM pg_class WHERE relnamespace = 'cogo'::regnamespace AND relkind IN ('r','p','v')");
        assertThat(relations).contains("accounts", "chat_messages_history_2031_01", "flyway_schema_history");
        for (String role : OTHERS) {
            execute(connection, "SET ROLE " + role);
            for (String relation : relations) {
                assertDenied("SELECT FROM cogo." + relation);
                assertDenied("DELETE FROM cogo." + relation);
            }
            assertDenied("UPDATE cogo.accounts SET password_hash = NULL");
            assertDenied("SELECT cogo.create_history_partition('2032-01-01')");
            assertDenied("CREATE TABLE cogo.mine (x int)");
            execute(connection, "RESET ROLE");
        }
    }

    @Test
    void theFormerTablesStayAndAreWritableAllTheTime() throws Exception {
        try (Connection writer = connect(config)) {
            execute(writer, "SET ROLE service_role; SET search_path = public");
            writer.setAutoCommit(false);
            execute(
                    writer,
                    "INSERT INTO chat_messages_realtime (session_id, content) SELECT session_id, 'under way'"
                            + " FROM user_chat_sessions LIMIT 1");
            // Its locks are held until it commits: a start that wanted to change the table would wait for it for ever.
            Migrations.run(config);
            execute(
                    writer,
                    "INSERT INTO chat_messages_realtime (session_id, content) SELECT session_id, 'later'"
                            + " FROM user_chat_sessions LIMIT 1");
            writer.commit();
            assertThat(rows(writer, "SELECT count(*) FROM chat_messages_realtime"))
                    .containsExactly("11");
            assertThat(rows(writer, "SELECT count(*) FROM chat_messages_history"))
                    .containsExactly("8");
            assertThat(rows(writer, "SELECT sum(message_count) FROM chat_analytics"))
                    .containsExactly("11");
        }
        assertThat(rows(connection, "SELECT count(*) FROM cogo.chat_messages_history"))
                .containsExactly("14");
        assertThat(rows(connection, "SELECT source, messages FROM cogo.imports"))
                .containsExactly("public|14");
    }

    @Test
    void aDatabaseWhereSomebodyElseCouldIsRefused() throws Exception {
        Migrations.run(config);
        try (Connection project = connect(config)) {
            assertRefused(project, "GRANT SELECT ON accounts TO anon", "the role anon has SELECT on cogo.accounts");
            assertRefused(
                    project,
                    "GRANT UPDATE (email) ON accounts TO somebody",
                    "the role somebody has UPDATE on cogo.accounts");
            assertRefused(
                    project,
                    "GRANT INSERT ON chat_messages_realtime TO PUBLIC",
                    "the role PUBLIC has INSERT on cogo.chat_messages_realtime");
            assertRefused(
                    project,
                    "GRANT SELECT ON chat_analytics TO authenticated",
                    "the role authenticated has SELECT on cogo.chat_analytics");
            assertRefused(
                    project, "GRANT USAGE ON SCHEMA cogo TO service_role", "the role service_role has USAGE on cogo");
            assertRefused(
                    project,
                    "GRANT EXECUTE ON FUNCTION create_history_partition TO PUBLIC",
                    "PUBLIC has EXECUTE on cogo.create_history_partition(month date)");
            assertRefused(
                    project,
                    "CREATE SEQUENCE numbers; SELECT close_to_others(); GRANT USAGE ON SEQUENCE numbers TO anon",
                    "the role anon has USAGE on cogo.numbers");
            assertRefused(
                    project,
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA cogo GRANT ALL ON TABLES TO anon",
                    "on cogo (default privileges)");
        }
        execute(connection, "CREATE TABLE cogo.theirs (); ALTER TABLE cogo.theirs OWNER TO somebody");
        assertRefused("the role somebody has ALL (as its owner) on cogo.theirs, ");
        execute(connection, "DROP TABLE cogo.theirs; GRANT project TO authenticator");
        assertRefused("the role authenticator has USAGE (by a membership) on cogo, ");
    }

    /** And its last words mend it. */
    private void assertRefused(Connection project, String grant, String sentence) throws SQLException {
        execute(project, grant);
        execute(project, assertRefused(sentence).replaceFirst("^.*may have anything there: ", ""));
        assertThat(Migrations.run(config)).isZero();
    }

    private String assertRefused(String sentence) {
        return Objects.requireNonNull(assertThatThrownBy(() -> Migrations.run(config))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining(sentence)
                .actual()
                .getMessage());
    }

    private void assertDenied(String sql) {
        assertThatThrownBy(() -> execute(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ClosedSchemaTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Connection connect(DatabaseConfig config) {
        try {
            return FirstConnection.connect(config);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
