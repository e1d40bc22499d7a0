package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.schema.archive.AnalyticsHour;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes rows of what the operations answer. */
public final class RowNodes {
    private static final JsonMapper MAPPER = new JsonMapper();

    private RowNodes() {}

    /** A row of both tables of messages. */
    public static ObjectNode message(Message message) {
        return row().put("id", text(message.id()))
                .put("session_id", text(message.sessionId()))
                .put("seq", message.seq())
                .put("user_id", text(message.userId()))
                .put("content", message.content())
                .put("message_type", message.messageType().wireName())
                .put("timestamp", text(message.timestamp()))
                .put("client_message_id", message.clientMessageId())
                .put("reply_to", text(message.replyTo()))
                .<ObjectNode>set("metadata", MAPPER.valueToTree(message.metadata()))
                .<ObjectNode>set("mentions", MAPPER.valueToTree(texts(message)))
                .put("edited_at", text(message.editedAt()))
                .put("edited_by", text(message.editedBy()))
                .put("deleted_at", text(message.deletedAt()))
                .put("deleted_by", text(message.deletedBy()));
    }

    /** A row of {@link Table#SESSIONS}, as the caller sees it. */
    public static ObjectNode session(Session session) {
        return row().put("session_id", text(session.id()))
                .put("kind", session.kind().wireName())
                .put("title", session.title())
                .put("language", session.language())
                .put("ai", session.ai())
                .put("encrypted", session.encrypted())
                .put("user_id", text(session.createdBy()))
                .put("created_at", text(session.createdAt()))
                .put("last_activity", text(session.lastActivity()))
                .put("last_seq", session.lastSeq())
                .put("member_count", session.memberCount())
                .put("slow_mode_seconds", session.slowModeSeconds())
                .put("archived_at", text(session.archivedAt()))
                .put("role", session.role().wireName())
                .put("unread", session.unread())
                .put("muted", session.muted());
    }

    /** A row of {@link Table#MEMBERS}. */
    public static ObjectNode member(UUID sessionId, Member member) {
        return row().put("session_id", text(sessionId))
                .put("user_id", text(member.userId()))
                .put("display_name", member.displayName())
                .put("role", member.role().wireName())
                .put("joined_at", text(member.joinedAt()))
                .put("silenced_until", text(member.silencedUntil()));
    }

    /** A row of {@link Table#ANALYTICS}. */
    static ObjectNode hour(AnalyticsHour hour) {
        return row().put("hour", text(hour.hour()))
                .put("message_count", hour.messageCount())
                .put("active_sessions", hour.activeSessions())
                .put("active_users", hour.activeUsers())
                .put("avg_message_length", hour.avgMessageLength())
                .put("ai_responses", hour.aiResponses());
    }

    /** A row of another table, of fields in camelCase. */
    static ObjectNode of(Table table, Map<String, Object> fields) {
        ObjectNode row = row();
        for (String column : table.columns().keySet()) {
            row.set(column, MAPPER.valueToTree(fields.get(camelCase(column))));
        }
        return row;
    }

    static ObjectNode row() {
        return JsonNodeFactory.instance.objectNode();
    }

    static UUID id(ObjectNode row, String column) {
        return UUID.fromString(row.get(column).textValue());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return Objects.toString(id, null);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return Objects.toString(time, null);
    }

    private static @Nullable List<String> texts(Message message) {
        return message.mentions() == null
                ? null
                : message.mentions().stream().map(UUID::toString).toList();
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < column.length(); i++) {
            boolean word = column.charAt(i) == '_' && i + 1 < column.length();
            name.append(word ? Character.toUpperCase(column.charAt(++i)) : column.charAt(i));
        }
        return name.toString();
    }
}
