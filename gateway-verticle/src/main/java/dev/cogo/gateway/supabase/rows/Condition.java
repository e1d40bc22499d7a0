package dev.cogo.gateway.supabase.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a filter.
 *
 * @param ofNull what it says of null: false for most, as in SQL nothing is true of it; not even the opposite
 * @param test what it says of a value
 * @param only the values that pass; null when it does not list them
 * @param scansText whether its cost grows with the length of a text
 * @param atLeast no smaller value passes; null when the condition does not say so
 * @param atMost no larger value passes; null when the condition does not say so
 */
public record Condition(
        String column,
        ColumnType type,
        boolean ofNull,
        Predicate<Comparable<?>> test,
        @Nullable Set<Comparable<?>> only,
        boolean scansText,
        @Nullable Comparable<?> atLeast,
        @Nullable Comparable<?> atMost) {
    /** One that says nothing of how large values are. */
    public Condition(
            String column,
            ColumnType type,
            boolean ofNull,
            Predicate<Comparable<?>> test,
            @Nullable Set<Comparable<?>> only,
            boolean scansText) {
        this(column, type, ofNull, test, only, scansText, null, null);
    }

    /** Whether it is true of a row; what is neither true nor false, as a comparison with null, is not. */
    public boolean holds(JsonNode row) {
        JsonNode value = row.path(column);
        if (value.isMissingNode() || value.isNull()) {
            return ofNull;
        }
        return type.comparable() ? test.test(type.read(value)) : !ofNull;
    }
}
