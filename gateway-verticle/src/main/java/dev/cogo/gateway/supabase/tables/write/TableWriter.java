package dev.cogo.gateway.supabase.tables.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.form.Preferences.Resolution;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.runtime.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes rows. Its methods throw {@link TableException} for what can't be done before anything is. */
public final class TableWriter {
    /** Inserted, changed or deleted at once. */
    public static final int MAX_ROWS = 100;

    private final Bus bus;

    public TableWriter(Bus bus) {
        this.bus = bus;
    }

    /**
     * Inserts rows.
     *
     * @param upsert what becomes of those that are there; empty when that fails
     * @param key the columns that say which are there; null for the usual ones
     */
    public Future<List<ObjectNode>> insert(
            Writing writing, Table table, List<JsonObject> rows, Optional<Resolution> upsert, @Nullable String key) {
        if (rows.size() > MAX_ROWS) {
            throw TableError.tooMuch(
                    "at most " + MAX_ROWS + " rows are inserted at once", "Insert them in several requests.");
        }
        TableWrites writes = of(table);
        if (upsert.isPresent() && key != null && !writes.keys().contains(key.replace(" ", ""))) {
            throw new TableException(new TableError(
                    400,
                    "42P10",
                    null,
                    null,
                    "there is no unique or exclusion constraint matching the ON CONFLICT specification"));
        }
        return rows.isEmpty() ? Future.succeededFuture(List.of()) : writes.insert(writing, rows, upsert);
    }

    /** Changes rows of all columns. */
    public Future<List<ObjectNode>> update(Writing writing, Table table, List<ObjectNode> rows, JsonObject changes) {
        return of(table).update(writing, rows, changes);
    }

    /** Deletes rows of all columns. */
    public Future<List<ObjectNode>> delete(Writing writing, Table table, List<ObjectNode> rows) {
        return of(table).delete(writing, rows);
    }

    private TableWrites of(Table table) {
        return switch (table) {
            case REALTIME, HISTORY -> new MessageWrites(table, bus);
            case SESSIONS -> new SessionWrites();
            case MEMBERS -> new MemberWrites();
            case LANGUAGES -> new LanguageWrites();
            case AI_LOGS, ANALYTICS, METRICS -> () -> table;
        };
    }
}
