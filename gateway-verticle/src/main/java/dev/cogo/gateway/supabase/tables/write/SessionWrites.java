package dev.cogo.gateway.supabase.tables.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.form.Preferences.Resolution;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.gateway.supabase.tables.read.RowNodes;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sessions: who inserts one is its owner, and an update changes its settings. */
record SessionWrites() implements TableWrites {
    private static final Set<String> WRITABLE = Set.of("title", "language", "kind", "ai", "encrypted", "user_id");
    private static final Set<String> CHANGEABLE =
            Set.of("session_id", "title", "language", "ai", "slow_mode_seconds", "archived_at");

    @Override
    public Table table() {
        return Table.SESSIONS;
    }

    @Override
    public Set<String> keys() {
        return Set.of("session_id");
    }

    @Override
    public Future<List<ObjectNode>> insert(Writing writing, List<JsonObject> rows, Optional<Resolution> upsert) {
        rows.stream().filter(row -> !isKnown(row, upsert)).forEach(row -> body(writing, row));
        return Writing.each(rows, row -> {
            if (!isKnown(row, upsert)) {
                return writing.<Session>call("createSession", Map.of(), body(writing, row))
                        .map(RowNodes::session);
            }
            return change(writing, new Cells(table(), row).uuid("session_id"), changes(row));
        });
    }

    private static boolean isKnown(JsonObject row, Optional<Resolution> upsert) {
        return upsert.filter(Resolution.MERGE::equals).isPresent() && row.getValue("session_id") != null;
    }

    private JsonObject body(Writing writing, JsonObject row) {
        Cells cells = new Cells(table(), row).allow(WRITABLE);
        String user = cells.uuid("user_id");
        if (user != null && !user.equals(writing.userId().toString())) {
            throw TableError.denied("new row violates row-level security policy: a session is its maker's own");
        }
        String kind = cells.text("kind");
        if (kind != null && !kind.equals("group")) {
            throw TableError.denied("a direct session names its other member: make it with chat-gateway");
        }
        JsonObject body = new JsonObject();
        for (String column : List.of("title", "language")) {
            if (cells.has(column)) {
                body.put(column, cells.text(column));
            }
        }
        for (String column : List.of("ai", "encrypted")) {
            if (cells.has(column)) {
                body.put(column, cells.flag(column));
            }
        }
        return body;
    }

    private JsonObject changes(JsonObject row) {
        for (String column : row.fieldNames()) {
            if (!table().columns().containsKey(column)) {
                throw TableError.cannotFindColumn(table().wireName(), column);
            }
            if (!CHANGEABLE.contains(column)) {
                throw TableError.denied("of a session " + column + " can't be changed");
            }
        }
        Cells cells = new Cells(table(), row);
        JsonObject body = new JsonObject();
        for (String column : List.of("title", "language")) {
            if (cells.has(column)) {
                body.put(column, cells.text(column));
            }
        }
        if (cells.has("ai")) {
            body.put("ai", cells.flag("ai"));
        }
        if (cells.has("slow_mode_seconds")) {
            body.put("slowModeSeconds", cells.count("slow_mode_seconds", 0));
        }
        if (row.containsKey("archived_at")) {
            body.put("archived", cells.time("archived_at") != null);
        }
        return body;
    }

    @Override
    public Future<List<ObjectNode>> update(Writing writing, List<ObjectNode> rows, JsonObject changes) {
        if (changes.getValue("session_id") != null) {
            throw TableError.denied("of a session session_id can't be changed");
        }
        JsonObject body = changes(changes);
        return Writing.each(rows, row -> change(writing, row.get("session_id").textValue(), body));
    }

    private static Future<ObjectNode> change(Writing writing, String sessionId, JsonObject body) {
        return writing.<Session>call("updateSession", Map.of("sessionId", sessionId), body)
                .map(RowNodes::session);
    }

    @Override
    public Future<List<ObjectNode>> delete(Writing writing, List<ObjectNode> rows) {
        throw TableError.denied(
                "sessions are not deleted: leave one by deleting your row of session_members, or set archived_at");
    }
}
