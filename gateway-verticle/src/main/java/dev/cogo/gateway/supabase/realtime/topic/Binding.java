package dev.cogo.gateway.supabase.realtime.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.rows.ColumnType;
import dev.cogo.gateway.supabase.rows.RowChange;
import dev.cogo.gateway.supabase.rows.RowFilter;
import dev.cogo.gateway.supabase.rows.Rows;
import dev.cogo.gateway.supabase.rows.UnservedFilter;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A client's wish for row changes.
 *
 * @param id its place in the join, from 1: so clients that join alike get the same bytes. 0 would never match at the client
 * @param type the kind of change; {@code *} for all
 * @param select the columns that the client wants; empty for all
 */
public record Binding(int id, String type, String table, RowFilter filter, List<String> select) {
    private static final Set<String> TYPES = Set.of("INSERT", "UPDATE", "DELETE", "*");
    private static final String ANY = "*";

    /** Reads a wish; fails with {@link JoinRefused}. */
    static Binding of(int id, JsonNode json, FormerSessionIds sessions) throws JoinRefused {
        String type = json.path("event").asText("").toUpperCase(Locale.ROOT);
        String schema = json.path("schema").asText("");
        String table = json.path("table").asText(ANY);
        if (!TYPES.contains(type)) {
            throw unserved("the event must be INSERT, UPDATE, DELETE or *");
        } else if (!schema.equals("public") && !schema.equals(ANY)) {
            throw unserved("there is no schema but public");
        } else if (!table.equals(ANY) && !Rows.TABLES.containsKey(table)) {
            throw unserved("no changes of the table are told: " + Rows.TABLES.keySet());
        }
        Map<String, ColumnType> columns = table.equals(ANY) ? Rows.ALL_COLUMNS : Rows.TABLES.get(table);
        return new Binding(
                id,
                type,
                table,
                filter(json.path("filter").asText(""), columns, sessions),
                select(json.path("select"), columns));
    }

    /** What the client compares with its wish: the same, and the id. */
    static ObjectNode echo(int id, JsonNode json) {
        ObjectNode echo = JsonTrees.object().put("id", id);
        json.properties().forEach(field -> echo.set(field.getKey(), field.getValue()));
        return echo.put("id", id);
    }

    /** The sessions that the filter names; empty when it leaves them open. */
    Set<UUID> sessions() {
        return filter.valuesOf("session_id").stream()
                .map(id -> UUID.fromString(id.toString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tables that it may be told of. */
    Set<String> tables() {
        return table.equals(ANY) ? Rows.TABLES.keySet() : Set.of(table);
    }

    public boolean wants(RowChange change) {
        return (type.equals(ANY) || type.equals(change.type()))
                && (table.equals(ANY) || table.equals(change.table()))
                && filter.holds(change.type().equals("DELETE") ? change.old() : change.record());
    }

    private static RowFilter filter(String text, Map<String, ColumnType> columns, FormerSessionIds sessions)
            throws JoinRefused {
        try {
            return text.isEmpty() || text.equals("null") ? RowFilter.ALL : RowFilter.of(text, columns, sessions);
        } catch (UnservedFilter e) {
            throw unserved("the filter is not served, " + e.reason());
        }
    }

    /** In the order of the columns, so that it does not matter in which order they were selected. */
    private static List<String> select(JsonNode json, Map<String, ColumnType> columns) throws JoinRefused {
        Set<String> wanted = new HashSet<>();
        for (JsonNode column : json) {
            if (!columns.containsKey(column.asText())) {
                throw unserved("a column that is selected is none of " + String.join(", ", columns.keySet()));
            }
            wanted.add(column.asText());
        }
        return columns.keySet().stream().filter(wanted::contains).toList();
    }

    private static JoinRefused unserved(String why) {
        return new JoinRefused("Unable to subscribe to changes with given parameters: " + why);
    }
}
