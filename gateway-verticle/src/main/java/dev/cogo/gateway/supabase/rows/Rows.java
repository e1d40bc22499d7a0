package dev.cogo.gateway.supabase.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.schema.channel.EventName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that a timeline's events are about, with the columns of the tables.
 *
 * <p>A deleted message is a {@code DELETE}, though its row stays as a tombstone: whoever watches the table has no word for
 * tombstones and would show an empty message.
 */
public final class Rows {
    private static final String REALTIME = "chat_messages_realtime";
    private static final String HISTORY = "chat_messages_history";
    private static final String MEMBERS = "session_members";
    private static final String SESSIONS = "user_chat_sessions";

    private static final Map<String, ColumnType> MESSAGE = columns("""
            id uuid, session_id uuid, seq int8, user_id uuid, content text, message_type text, timestamp timestamptz,
            client_message_id text, reply_to uuid, metadata jsonb, mentions _uuid, edited_at timestamptz, edited_by uuid,
            deleted_at timestamptz, deleted_by uuid""");
    private static final Map<String, ColumnType> MEMBER =
            columns("session_id uuid, user_id uuid, role text, joined_at timestamptz, silenced_until timestamptz");
    private static final Map<String, ColumnType> SESSION = columns("""
            session_id uuid, title text, language text, ai bool, slow_mode_seconds int4, archived_at timestamptz""");

    /** The tables whose changes are told, with their columns and types. */
    public static final SortedMap<String, Map<String, ColumnType>> TABLES = Collections.unmodifiableSortedMap(
            new TreeMap<>(Map.of(REALTIME, MESSAGE, HISTORY, MESSAGE, MEMBERS, MEMBER, SESSIONS, SESSION)));

    /** Those of any table: where two have a column of one name, it is of one type. */
    public static final Map<String, ColumnType> ALL_COLUMNS = allColumns();

    /** The tables that show a message; every other change is of one table. */
    public static final Set<String> OF_MESSAGES = Set.of(REALTIME, HISTORY);

    private Rows() {}

    /** The changes that an event tells of, in order, for every table that shows them. */
    public static List<RowChange> changes(JsonNode event) {
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
            ObjectNode key = JsonNodeFactory.instance.objectNode();
            key.set("session_id", sessionId);
            key.set("user_id", update.path("userId"));
            return List.of(change(type, MEMBERS, time, row, key));
        }
        if (update.path("settings").isObject()) {
            ObjectNode row = row(SESSION, update.path("settings"));
            row.set("session_id", sessionId);
            ObjectNode key = JsonNodeFactory.instance.objectNode();
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
                type.equals("DELETE") ? JsonNodeFactory.instance.objectNode() : row,
                type.equals("INSERT") ? JsonNodeFactory.instance.objectNode() : key);
    }

    /** What the primary key has, and the id that clients know a message by. */
    private static ObjectNode key(ObjectNode row) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (String column : List.of("id", "session_id", "seq")) {
            key.set(column, row.get(column));
        }
        return key;
    }

    private static ObjectNode row(Map<String, ColumnType> columns, JsonNode fields) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
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

    private static Map<String, ColumnType> columns(String namesAndTypes) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (String column : namesAndTypes.split(",", -1)) {
            String[] nameAndType = column.strip().split(" ", -1);
            columns.put(nameAndType[0], ColumnType.of(nameAndType[1]));
        }
        return Collections.unmodifiableMap(columns);
    }

    private static Map<String, ColumnType> allColumns() {
        Map<String, ColumnType> all = new LinkedHashMap<>();
        TABLES.values().forEach(all::putAll);
        return Collections.unmodifiableMap(all);
    }
}
