package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.query.Selected;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row with what belongs to it.
 *
 * @param row with all columns
 * @param others what of other tables belongs to it, by the name that it is shown by: one row, an array, or null
 */
record RowView(ObjectNode row, Map<String, JsonNode> others) {
    /** What the client wants to see of it. */
    ObjectNode shown(List<Selected> select) {
        ObjectNode shown = RowNodes.row();
        for (Selected item : select) {
            switch (item) {
                case Selected.Everything all -> shown.setAll(row);
                case Selected.Column column -> shown.set(column.as(), row.get(column.name()));
                case Selected.Embedded other -> shown.set(other.as(), others.get(other.as()));
            }
        }
        return shown;
    }

    /** Whether there is what a row without which is left out. */
    boolean isComplete(List<Selected.Embedded> embedded) {
        return embedded.stream().noneMatch(other -> other.required() && isEmpty(others.get(other.as())));
    }

    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || (value instanceof ArrayNode array && array.isEmpty());
    }
}
