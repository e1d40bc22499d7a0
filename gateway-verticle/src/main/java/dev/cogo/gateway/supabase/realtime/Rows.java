package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.schema.channel.EventName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that a timeline's events are about, with the columns of the tables.
 *
 * <p>A deleted message is a {@code DELETE}, though its row stays as a tombstone: whoever watches the table has no word for
 * tombstones and would show an empty message.
 */
final class Rows {
    static final String REALTIME = "chat_messages_realtime";
    static final String HISTORY = "chat_messages_history";
    static final String MEMBERS = "session_members";
    static final String SESSIONS = "user_chat_sessions";

    private static final Map<String, String> MESSAGE = columns(
            "id",
            "uuid",
            "session_id",
            "uuid",
            "seq",
            "int8",
            "user_id",
            "uuid",
            "content",
            "text",
            "message_type",
            "text",
            "timestamp",
            "timestamptz",
            "client_message_id",
            "text",
            "reply_to",
            "uuid",
            "metadata",
            "jsonb",
            "mentions",
            "_uuid",
            "edited_at",
            "timestamptz",
            "edited_by",
            "uuid",
            "deleted_at",
            "timestamptz",
            "deleted_by",
            "uuid");
    private static final Map<String, String> MEMBER = columns(
            "session_id",
            "uuid",
            "user_id",
            "uuid",
            "role",
            "text",
            "joined_at",
            "timestamptz",
            "silenced_until",
            "timestamptz");
    private static final Map<String, String> SESSION = columns(
            "session_id",
            "uuid",
            "title",
            "text",
            "language",
            "text",
            "ai",
            "bool",
            "slow_mode_seconds",
            "int4",
            "archived_at",
            "timestamptz");

    /** The tables whose changes are told, with their columns and types. */
    static final SortedMap<String, Map<String, String>> TABLES =
            new TreeMap<>(Map.of(REALTIME, MESSAGE, HISTORY, MESSAGE, MEMBERS, MEMBER, SESSIONS, SESSION));

    private Rows() {}

    /** The changes that an event tells of, in order, for every table that shows them. */
    static List<RowChange> changes(JsonNode event) {
        JsonNode payload = event.path("payload");
        String name = event.path("event").asText();
        if (!event.hasNonNull("seq")) {
            return List.of();
        } else if (name.equals(EventName.NEW_MESSAGE.wireName())) {
            return message("INSERT", payload);
        } else if (name.equals(EventName.BATCH_MESSAGES.wireName())) {
            List<RowChange> all = new ArrayList<>();
            payload.path("messages").forEach(message -> all.addAll(message("INSERT", message)));
            return all;
        } else if (name.equals(EventName.MESSAGE_UPDATED.wireName())) {
            return message("UPDATE", payload);
        } else if (name.equals(EventName.MESSAGE_DELETED.wireName())) {
            return message("DELETE", payload);
        } else if (name.equals(EventName.SESSION_UPDATED.wireName())) {
            return session(payload);
        }
        return List.of();
    }

    private static List<RowChange> message(String type, JsonNode message) {
        ObjectNode row = row(MESSAGE, message);
        String time = firstOf(message, "deletedAt", "editedAt", "timestamp");
        return List.of(change(type, REALTIME, time, row, key(row)), change(type, HISTORY, time, row, key(row)));
    }

    private static List<RowChange> session(JsonNode update) {
        String time = firstOf(update, "timestamp");
        JsonNode sessionId = update.path("sessionId");
        String type = switch (update.path("change").asText()) {
            case "member_added" -> "INSERT";
            case "member_updated" -> "UPDATE";
            case "member_removed" -> "DELETE";
            default -> "";
        };
        if (!type.isEmpty()) {
            ObjectNode row = row(MEMBER, update.path("member"));
            row.set("session_id", sessionId);
            row.set("user_id", update.path("userId"));
            ObjectNode key = Words.object();
            key.set("session_id", sessionId);
            key.set("user_id", update.path("userId"));
            return List.of(change(type, MEMBERS, time, row, key));
        }
        if (update.path("settings").isObject()) {
            ObjectNode row = row(SESSION, update.path("settings"));
            row.set("session_id", sessionId);
            ObjectNode key = Words.object();
            key.set("session_id", sessionId);
            return List.of(change("UPDATE", SESSIONS, time, row, key));
        }
        return List.of();
    }

    private static RowChange change(String type, String table, String time, ObjectNode row, ObjectNode key) {
        return new RowChange(
                type,
                table,
                time,
                type.equals("DELETE") ? Words.object() : row,
                type.equals("INSERT") ? Words.object() : key);
    }

    /** What the primary key has, and the id that clients know a message by. */
    private static ObjectNode key(ObjectNode row) {
        ObjectNode key = Words.object();
        for (String column : List.of("id", "session_id", "seq")) {
            key.set(column, row.get(column));
        }
        return key;
    }

    private static ObjectNode row(Map<String, String> columns, JsonNode fields) {
        ObjectNode row = Words.object();
        for (String column : columns.keySet()) {
            JsonNode value = fields.path(camelCase(column));
            if (value.isMissingNode()) {
                row.putNull(column);
            } else {
                row.set(column, value);
            }
        }
        return row;
    }

    private static String firstOf(JsonNode fields, String... names) {
        for (String name : names) {
            if (fields.path(name).isTextual()) {
                return fields.path(name).textValue();
            }
        }
        return Instant.now().toString();
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < column.length(); i++) {
            boolean word = column.charAt(i) == '_' && i + 1 < column.length();
            name.append(word ? Character.toUpperCase(column.charAt(++i)) : column.charAt(i));
        }
        return name.toString();
    }

    private static Map<String, String> columns(String... namesAndTypes) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return columns;
    }
}
