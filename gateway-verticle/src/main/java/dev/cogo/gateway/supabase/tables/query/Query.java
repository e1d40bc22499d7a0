package dev.cogo.gateway.supabase.tables.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a table.
 *
 * @param filtered whether the client named any condition
 * @param limit null for as many as one answer has
 */
public record Query(
        Table table,
        List<Selected> select,
        Where where,
        boolean filtered,
        List<Order> order,
        @Nullable Integer limit,
        int offset) {
    /** The most rows of an answer, as of PostgREST at Supabase. */
    public static final int MAX_ROWS = 1000;

    public Query {
        select = List.copyOf(select);
        order = List.copyOf(order);
    }

    /** How many rows the answer has at most. */
    public int rows() {
        return limit == null ? MAX_ROWS : Math.min(limit, MAX_ROWS);
    }

    /** The same for another page. */
    public Query at(int newOffset, @Nullable Integer newLimit) {
        return new Query(table, select, where, filtered, order, newLimit, newOffset);
    }

    /** The rows of other tables that it wants. */
    public List<Selected.Embedded> embedded() {
        return select.stream()
                .filter(Selected.Embedded.class::isInstance)
                .map(Selected.Embedded.class::cast)
                .toList();
    }
}
