package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they are answered.
 *
 * @param from the place of the first among all that there are
 * @param total how many there are; null when nobody asked, or that is not known
 */
public record Found(
        List<ObjectNode> rows, int from, @Nullable Integer total) {
    public Found {
        rows = List.copyOf(rows);
    }
}
