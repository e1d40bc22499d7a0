package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A client's wish for row changes.
 *
 * @param id its place in the join, from 1: so clients that join alike get the same bytes. 0 would never match at the client
 * @param type the kind of change; {@code *} for all
 * @param select the columns that the client wants; empty for all
 */
record Binding(int id, String type, String table, RowFilter filter, List<String> select) {
    private static final Set<String> TYPES = Set.of("INSERT", "UPDATE", "DELETE", "*");
    private static final String ANY = "*";
    private static final int MAX_COLUMNS = 100;

    /** Reads a wish; fails with {@link JoinRefused}. */
    static Binding of(int id, JsonNode json) throws JoinRefused {
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
        String filter = json.path("filter").asText("");
        return new Binding(
                id,
                type,
                table,
                filter.isEmpty() || filter.equals("null") ? RowFilter.ALL : RowFilter.of(filter),
                select(json.path("select")));
    }

    /** What the client compares with its wish: the same, and the id. */
    static ObjectNode echo(int id, JsonNode json) {
        ObjectNode echo = Words.object().put("id", id);
        json.properties().forEach(field -> echo.set(field.getKey(), field.getValue()));
        return echo.put("id", id);
    }

    /** The sessions that the filter names; empty when it leaves them open. */
    Set<UUID> sessions() throws JoinRefused {
        Set<UUID> sessions = new TreeSet<>();
        for (String id : filter.valuesOf("session_id")) {
            try {
                sessions.add(Ids.parse(id, "session_id"));
            } catch (CogoException e) {
                throw unserved("session_id must be a session's id");
            }
        }
        return sessions;
    }

    boolean wants(RowChange change) {
        return (type.equals(ANY) || type.equals(change.type()))
                && (table.equals(ANY) || table.equals(change.table()))
                && filter.holds(change.type().equals("DELETE") ? change.old() : change.record());
    }

    private static List<String> select(JsonNode json) throws JoinRefused {
        List<String> columns = new ArrayList<>();
        for (JsonNode column : json) {
            columns.add(column.asText());
        }
        if (columns.size() > MAX_COLUMNS) {
            throw unserved("too many columns are selected");
        }
        return List.copyOf(columns);
    }

    private static JoinRefused unserved(String why) {
        return new JoinRefused("Unable to subscribe to changes with given parameters: " + why);
    }
}
