package dev.cogo.gateway.supabase.tables.query;

import dev.cogo.gateway.supabase.rows.ColumnType;
import dev.cogo.gateway.supabase.rows.Rows;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tables that are served, with their columns. */
public enum Table {
    REALTIME("chat_messages_realtime", null),
    HISTORY("chat_messages_history", null),
    SESSIONS("user_chat_sessions", """
            session_id uuid, kind text, title text, language text, ai bool, encrypted bool, user_id uuid,
            created_at timestamptz, last_activity timestamptz, last_seq int8, member_count int8, slow_mode_seconds int4,
            archived_at timestamptz, role text, unread int8, muted bool"""),
    MEMBERS("session_members", """
            session_id uuid, user_id uuid, display_name text, role text, joined_at timestamptz,
            silenced_until timestamptz"""),
    LANGUAGES("user_language_preferences", "user_id uuid, language text"),
    AI_LOGS("ai_response_logs", """
            id uuid, kind text, session_id uuid, user_id uuid, provider text, model text, language text,
            prompt_tokens int4, output_tokens int4, total_tokens int4, cost_micros int8, latency_ms int4, cached bool,
            error text, created_at timestamptz"""),
    METRICS("function_metrics", """
            function_name text, execution_time int4, db_queries int4, ai_requests int4, errors int4, calls int4,
            timestamp timestamptz"""),
    ANALYTICS("chat_analytics", """
            hour timestamptz, message_count int8, active_sessions int8, active_users int8, avg_message_length float8,
            ai_responses int8""");

    private final String wireName;
    private final Map<String, ColumnType> columns;

    Table(String wireName, String columns) {
        this.wireName = wireName;
        this.columns = columns == null ? Rows.TABLES.get(wireName) : parse(columns);
    }

    /** The table of this name; empty when it is not served. */
    public static Optional<Table> of(String wireName) {
        return Arrays.stream(values())
                .filter(table -> table.wireName.equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }

    /** With their types, in the order in which {@code *} shows them. */
    public Map<String, ColumnType> columns() {
        return columns;
    }

    /** Whether it shows messages: history and the hot table are one here. */
    public boolean ofMessages() {
        return this == REALTIME || this == HISTORY;
    }

    /** What a row of another table may be shown with. */
    boolean embeds(Table other) {
        return switch (this) {
            case REALTIME, HISTORY, MEMBERS -> other == SESSIONS;
            case SESSIONS -> other == MEMBERS;
            default -> false;
        };
    }

    private static Map<String, ColumnType> parse(String namesAndTypes) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (String column : namesAndTypes.split(",", -1)) {
            String[] nameAndType = column.strip().split(" ", -1);
            columns.put(nameAndType[0], ColumnType.of(nameAndType[1]));
        }
        return Collections.unmodifiableMap(columns);
    }
}
