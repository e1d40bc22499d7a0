package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.rows.RowChange;
import dev.cogo.gateway.supabase.rows.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A change as it is written: once for each choice of columns, however many topics show it. */
record EncodedChange(RowChange change, Map<List<String>, String> written) {
    EncodedChange(RowChange change) {
        this(change, new HashMap<>());
    }

    /**
     * The change as JSON.
     *
     * @param select which columns; empty for all
     */
    String data(List<String> select) {
        return written.computeIfAbsent(select, columns -> json(columns).toString());
    }

    private ObjectNode json(List<String> select) {
        ObjectNode data = JsonTrees.object()
                .put("type", change.type())
                .put("schema", "public")
                .put("table", change.table())
                .put("commit_timestamp", change.time());
        ArrayNode columns = data.putArray("columns");
        Rows.TABLES.get(change.table()).forEach((name, type) -> {
            if (select.isEmpty() || select.contains(name)) {
                columns.addObject().put("name", name).put("type", type.wireName());
            }
        });
        data.set("record", selected(change.record(), select));
        data.set("old_record", selected(change.old(), select));
        data.putNull("errors");
        return data;
    }

    private static ObjectNode selected(ObjectNode row, List<String> select) {
        return select.isEmpty() ? row : row.deepCopy().retain(select);
    }
}
