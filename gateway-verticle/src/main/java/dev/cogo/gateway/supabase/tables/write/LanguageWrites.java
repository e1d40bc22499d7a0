package dev.cogo.gateway.supabase.tables.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.supabase.tables.form.Preferences.Resolution;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Table;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The caller's own language; inserting it once more changes it. */
record LanguageWrites() implements TableWrites {
    private static final Set<String> WRITABLE = Set.of("user_id", "language");

    @Override
    public Table table() {
        return Table.LANGUAGES;
    }

    @Override
    public Set<String> keys() {
        return Set.of("user_id");
    }

    @Override
    public Future<List<ObjectNode>> insert(Writing writing, List<JsonObject> rows, Optional<Resolution> upsert) {
        return Writing.each(rows, row -> set(writing, row));
    }

    @Override
    public Future<List<ObjectNode>> update(Writing writing, List<ObjectNode> rows, JsonObject changes) {
        return Writing.each(rows, row -> set(writing, changes));
    }

    private Future<ObjectNode> set(Writing writing, JsonObject row) {
        Cells cells = new Cells(table(), row).allow(WRITABLE);
        String user = cells.uuid("user_id");
        if (user != null && !user.equals(writing.userId().toString())) {
            throw TableError.denied("new row violates row-level security policy: everybody's language is their own");
        }
        return writing.<Account>call("updateMe", Map.of(), new JsonObject().put("language", cells.required("language")))
                .map(account -> JsonNodeFactory.instance
                        .objectNode()
                        .put("user_id", account.id().toString())
                        .put("language", account.language()));
    }
}
