package dev.cogo.chat.encryption;

import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** Looks for a text in everything that the database holds. */
public final class StoredText {
    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name, c.data_type
            FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
              AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'tsvector', 'ARRAY')
            ORDER BY 1, 2""";

    private StoredText() {}

    /** The columns, as {@code table.column}, of which some row holds the ASCII text. */
    public static List<String> tablesWith(Database database, String text) {
        List<String> found = new ArrayList<>();
        for (Row column : database.query(COLUMNS)) {
            String name = '"' + column.getString("column_name") + '"';
            String value = column.getString("data_type").equals("bytea")
                    ? "encode(" + name + ", 'escape')" // leaves ASCII as it is
                    : name + "::text";
            String table = column.getString("table_name");
            String sql = "SELECT 1 FROM \"" + table + "\" WHERE strpos(" + value + ", $1) > 0 LIMIT 1";
            if (database.query(sql, text).size() > 0) {
                found.add(table + "." + column.getString("column_name"));
            }
        }
        return found;
    }
}
