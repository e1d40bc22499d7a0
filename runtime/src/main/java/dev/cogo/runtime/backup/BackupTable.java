package dev.cogo.runtime.backup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table with rows of its own.
 *
 * @param parent which table it is a partition of; null for one that is whole
 * @param bounds of the partition, as PostgreSQL writes them; null for one that is whole
 * @param columns in the order of the rows' fields
 */
record BackupTable(
        String name, @Nullable String parent, @Nullable String bounds, List<String> columns) {
    private static final String FOLDER = "tables/";

    BackupTable {
        columns = List.copyOf(columns);
    }

    /** Its place in the file. */
    String entry() {
        return FOLDER + name;
    }

    /** For SQL: the columns. */
    String columnList() {
        return columns.stream().map(BackupTable::quoted).collect(Collectors.joining(", "));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("name", name)
                .put("parent", parent)
                .put("bounds", bounds)
                .put("columns", new JsonArray(columns));
    }

    static BackupTable of(JsonObject json) {
        return new BackupTable(
                json.getString("name"),
                json.getString("parent"),
                json.getString("bounds"),
                json.getJsonArray("columns").stream().map(String.class::cast).toList());
    }

    /** A name in SQL, whatever it is. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
