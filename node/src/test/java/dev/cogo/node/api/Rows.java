package dev.cogo.node.api;

import dev.cogo.runtime.database.DatabaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What is stored, in numbers: a refused call must leave them as they were. */
final class Rows implements AutoCloseable {
    // Not presence and metrics, which change without a call.
    private static final List<String> TABLES = List.of(
            "accounts",
            "user_language_preferences",
            "login_families",
            "refresh_tokens",
            "sso_identities",
            "user_chat_sessions",
            "session_members",
            "session_events",
            "session_invites",
            "message_reactions",
            "user_blocks",
            "chat_messages_history",
            "chat_messages_realtime",
            "message_keys",
            "announcements",
            "ai_runs",
            "ai_tool_calls",
            "ai_response_logs",
            "agents",
            "agent_secrets",
            "agent_tasks",
            "agent_task_events",
            "agent_task_inputs",
            "agent_artifacts",
            "webhook_endpoints",
            "webhook_secrets",
            "webhook_deliveries");
    private static final String SQL = "SELECT "
            + TABLES.stream()
                    .map(table -> "'" + table + " ' || (SELECT count(*) FROM " + table + ")")
                    .collect(Collectors.joining(" || ', ' || "))
            + """
             || ', seqs ' || (SELECT coalesce(sum(last_seq), 0) FROM user_chat_sessions)
             || ', marks ' || (SELECT coalesce(sum(last_read_seq), 0) FROM session_members)
             || ', settings ' || (SELECT coalesce(sum(hashtext(concat_ws(' ', title, language, ai, slow_mode_seconds,
                    archived_at))), 0) FROM user_chat_sessions)
             || ', members ' || (SELECT coalesce(sum(hashtext(concat_ws(' ', role, silenced_until, muted))), 0)
                    FROM session_members)
             || ', invites ' || (SELECT coalesce(sum(uses), 0) || ' ' || count(revoked_at) FROM session_invites)
             || ', changes ' || (SELECT count(edited_at) || ' ' || count(deleted_at) FROM chat_messages_history)
             || ', names ' || (SELECT coalesce(sum(hashtext(display_name)), 0) FROM accounts)
             || ', agents ' || (SELECT coalesce(sum(hashtext(concat_ws(' ', agents.*))), 0) FROM agents)
             || ', tasks ' || (SELECT coalesce(string_agg(status || progress, ' ' ORDER BY id), '') FROM agent_tasks)
            """;

    private final Connection connection;
    private final PreparedStatement statement;

    Rows(DatabaseConfig database) {
        try {
            connection = DriverManager.getConnection(
                    database.jdbcUrl(),
                    database.user().orElseThrow(),
                    database.password().orElse(null));
            statement = connection.prepareStatement(SQL);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String count() {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a model is being asked for a run, or was. */
    boolean isAsked(String runId) {
        try (PreparedStatement asked =
                connection.prepareStatement("SELECT EXISTS (SELECT FROM ai_response_logs WHERE job_id = ?::uuid)")) {
            asked.setString(1, runId);
            try (ResultSet result = asked.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
