package dev.cogo.gateway.supabase.tables.query;

/** What an answer shows of a row. */
public sealed interface Selected {
    /** All columns. */
    record Everything() implements Selected {}

    /** A column, perhaps by another name. */
    record Column(String name, String as) implements Selected {}

    /**
     * The rows of another table that belong to it.
     *
     * @param required whether a row without any is left out ({@code !inner})
     */
    record Embedded(Table table, String as, boolean required, Query query) implements Selected {}
}
