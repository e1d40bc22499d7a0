package dev.cogo.gateway.supabase.tables.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.form.Preferences.Resolution;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Table;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may be done to a table's rows; what one does not say may not. Each answers the rows as they are then, those that are gone as they
 * were.
 */
interface TableWrites {
    Table table();

    /** What names a row beside its key, for upserts: column names, with commas. */
    default Set<String> keys() {
        return Set.of();
    }

    default Future<List<ObjectNode>> insert(Writing writing, List<JsonObject> rows, Optional<Resolution> upsert) {
        throw TableError.denied("rows of " + table().wireName() + " are made by the server alone");
    }

    default Future<List<ObjectNode>> update(Writing writing, List<ObjectNode> rows, JsonObject changes) {
        throw TableError.denied("rows of " + table().wireName() + " are changed by the server alone");
    }

    default Future<List<ObjectNode>> delete(Writing writing, List<ObjectNode> rows) {
        throw TableError.denied("rows of " + table().wireName() + " are not deleted");
    }
}
