package dev.cogo.gateway.supabase.tables.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.supabase.rows.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which rows: a tree of conditions. Negations stand at its leaves alone, so that what is unknown of a null never becomes true by being
 * turned around.
 */
public sealed interface Where {
    /** All of them hold; of none, every row passes. */
    record All(List<Where> parts) implements Where {}

    /** At least one of them holds. */
    record Any(List<Where> parts) implements Where {}

    /** A single comparison. */
    record Leaf(Condition condition) implements Where {}

    /** Whether a row passes. */
    default boolean holds(JsonNode row) {
        return switch (this) {
            case All all -> all.parts().stream().allMatch(part -> part.holds(row));
            case Any any -> any.parts().stream().anyMatch(part -> part.holds(row));
            case Leaf leaf -> leaf.condition().holds(row);
        };
    }

    /** All comparisons in it. */
    default Stream<Condition> conditions() {
        return switch (this) {
            case All all -> all.parts().stream().flatMap(Where::conditions);
            case Any any -> any.parts().stream().flatMap(Where::conditions);
            case Leaf leaf -> Stream.of(leaf.condition());
        };
    }

    /** The only values that a column can have in rows that pass; empty when it can have any. */
    default Optional<Set<Comparable<?>>> only(String column) {
        return required(column)
                .map(Condition::only)
                .<Set<Comparable<?>>>mapMulti(Where::known)
                .findFirst();
    }

    /** No row with a smaller value passes; empty when the conditions do not say so. */
    default Optional<Comparable<?>> atLeast(String column) {
        return bound(column, Condition::atLeast);
    }

    /** No row with a larger value passes; empty when the conditions do not say so. */
    default Optional<Comparable<?>> atMost(String column) {
        return bound(column, Condition::atMost);
    }

    /** Whether it asks about these columns alone. */
    default boolean isAbout(Set<String> columns) {
        return conditions().allMatch(condition -> columns.contains(condition.column()));
    }

    private Optional<Comparable<?>> bound(String column, Function<Condition, Comparable<?>> side) {
        return required(column).map(side).<Comparable<?>>mapMulti(Where::known).findFirst();
    }

    /** The comparisons of a column that each row that passes passes. */
    private Stream<Condition> required(String column) {
        Stream<Condition> all = switch (this) {
            case All(var parts) -> parts.stream().flatMap(part -> part.required(column));
            case Any(var parts) -> parts.size() == 1 ? parts.getFirst().required(column) : Stream.empty();
            case Leaf(var condition) -> Stream.of(condition);
        };
        return all.filter(condition -> condition.column().equals(column));
    }

    private static <T> void known(T value, Consumer<T> next) {
        if (Objects.nonNull(value)) {
            next.accept(value);
        }
    }
}
