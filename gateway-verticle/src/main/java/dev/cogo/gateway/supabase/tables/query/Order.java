package dev.cogo.gateway.supabase.tables.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.supabase.rows.ColumnType;
import java.util.Comparator;
import java.util.List;

/** By what rows are ordered, as one of {@code order=} says it. */
public record Order(String column, ColumnType type, boolean descending, boolean nullsFirst) {
    /** By each in turn. */
    public static Comparator<JsonNode> comparator(List<Order> orders) {
        return orders.stream()
                .map(Order::comparator)
                .reduce(Comparator::thenComparing)
                .orElse((one, other) -> 0);
    }

    private Comparator<JsonNode> comparator() {
        return (one, other) -> {
            JsonNode a = one.path(column);
            JsonNode b = other.path(column);
            boolean noA = isNull(a);
            boolean noB = isNull(b);
            if (noA || noB) {
                return noA == noB ? 0 : noA == nullsFirst ? -1 : 1;
            }
            int order = compare(type.read(a), type.read(b));
            return descending ? -order : order;
        };
    }

    private static boolean isNull(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The values of a column are all of one class. */
    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
