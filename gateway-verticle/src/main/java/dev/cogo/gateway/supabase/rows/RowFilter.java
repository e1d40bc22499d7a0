package dev.cogo.gateway.supabase.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a client wants: {@code column=operator.value}, several joined by commas, each perhaps with {@code not.}. Values are
 * compared as their column's type says; what is read of a filter once is not read again for each row. Filters of the same text are
 * equal, so that clients that ask alike share what is made for them.
 */
public final class RowFilter {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_CONDITIONS = 10;

    /** All rows. */
    public static final RowFilter ALL = new RowFilter("", List.of());

    private final String text;
    private final List<Condition> conditions;

    private RowFilter(String text, List<Condition> conditions) {
        this.text = text;
        this.conditions = conditions;
    }

    /** Reads a filter for rows with these columns. */
    public static RowFilter of(String filter, Map<String, ColumnType> columns, FormerSessionIds sessions)
            throws UnservedFilter {
        if (filter.length() > MAX_LENGTH) {
            throw new UnservedFilter("it is too long");
        }
        List<String> parts = FilterText.split(filter);
        if (parts.size() > MAX_CONDITIONS) {
            throw new UnservedFilter("it has more than " + MAX_CONDITIONS + " conditions");
        }
        ConditionReader reader = new ConditionReader(columns, sessions);
        List<Condition> conditions = new ArrayList<>();
        for (String part : parts) {
            conditions.add(reader.read(part));
        }
        return new RowFilter(filter, List.copyOf(conditions));
    }

    /** Whether all conditions hold of a row. */
    public boolean holds(JsonNode row) {
        return conditions.stream().allMatch(condition -> condition.holds(row));
    }

    /** The only values that a column can have in rows that pass; empty when it can have any. */
    public Set<Comparable<?>> valuesOf(String column) {
        return conditions.stream()
                .filter(condition -> condition.column().equals(column) && condition.only() != null)
                .map(Condition::only)
                .findFirst()
                .orElse(Set.of());
    }

    /** How many of its conditions read a text from end to end. */
    public int scans() {
        return (int) conditions.stream().filter(Condition::scansText).count();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowFilter filter && filter.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
