package dev.cogo.node.moving;

import dev.cogo.runtime.database.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The former system's database, on one connection that can't write. Methods block, and throw what the driver fails with.
 */
final class OldDatabase implements AutoCloseable {
    /** Rows that are read, sent on and stored together. */
    private static final int BATCH = 1000;
    /** Bytes of rows as JSON, at most: a row is a message, but nobody says how long one was there. */
    private static final int BATCH_BYTES = 8 * 1024 * 1024;

    /** Rows of one time that stay together. */
    private static final int MOST = 10 * BATCH;

    private static final long SILENCE_MINUTES = 10;
    private static final List<String> TIMES = List.of("timestamp", "created_at");

    private final PgConnection connection;
    private final String schema;

    private OldDatabase(PgConnection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Connects.
     *
     * @param schema where the tables of the chat are there
     */
    static OldDatabase open(Vertx vertx, DatabaseConfig where, String schema) {
        PgConnection connection = await(PgConnection.connect(
                vertx,
                where.connectOptions()
                        .addProperty("default_transaction_read_only", "on")
                        .addProperty("statement_timeout", "0")
                        .addProperty("TimeZone", "UTC")
                        // A policy that hides rows stops the copy, instead of making it a part.
                        .addProperty("row_security", "off")));
        return new OldDatabase(connection, schema);
    }

    private static <T> T await(Future<T> future) {
        return future.timeout(SILENCE_MINUTES, TimeUnit.MINUTES).await();
    }

    /** Whether there is such a table, and this role may read it. */
    boolean has(FormerTable table) {
        return await(connection
                        .preparedQuery("SELECT to_regclass($1) IS NOT NULL AND has_schema_privilege($2, 'USAGE')"
                                + " AND has_table_privilege(to_regclass($1), 'SELECT')")
                        .execute(Tuple.of(nameOf(table), table.schema(schema))))
                .iterator()
                .next()
                .getBoolean(0);
    }

    long count(FormerTable table) {
        return await(connection.query("SELECT count(*) FROM " + nameOf(table)).execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private String nameOf(FormerTable table) {
        return quoted(table.schema(schema)) + "." + quoted(table.wireName());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Reads tables as one, by time, in one snapshot.
     *
     * @param since leaves out what is earlier; null for nothing. What has no time is always there, at the end
     * @param taker is given rows as JSON, and the latest time among them and before
     */
    void read(
            List<FormerTable> tables,
            @Nullable OffsetDateTime since,
            BiConsumer<JsonArray, @Nullable OffsetDateTime> taker) {
        List<String> parts = new ArrayList<>();
        for (FormerTable table : tables) {
            String time = timeOf(table);
            parts.add("SELECT %d AS source, to_jsonb(t)%s AS j, %s AS at FROM %s t WHERE %s%s"
                    .formatted(
                            tables.indexOf(table) + 1,
                            besides(table),
                            time,
                            nameOf(table),
                            table == FormerTable.REFRESH_TOKENS ? "t.revoked IS NOT TRUE" : "true",
                            since == null ? "" : " AND (" + time + " >= $1 OR " + time + " IS NULL)"));
        }
        String sql = "SELECT source, j::text AS j, at FROM (" + String.join(" UNION ALL ", parts)
                + ") AS rows ORDER BY at NULLS LAST, source";
        Transaction snapshot = await(connection.begin());
        try {
            await(connection
                    .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                    .execute());
            PreparedStatement statement = await(connection.prepare(sql));
            Cursor cursor = since == null ? statement.cursor() : statement.cursor(Tuple.of(since));
            pass(cursor, tables.size() > 1, taker);
            await(cursor.close());
            await(statement.close());
        } finally {
            await(snapshot.rollback());
        }
    }

    /** What a row is given beside its columns. */
    private String besides(FormerTable table) {
        if (table == FormerTable.USERS && hasIdentities()) {
            return " || jsonb_build_object('identities', (SELECT jsonb_agg(jsonb_build_object("
                    + "'provider', i.provider, 'id', to_jsonb(i) -> 'provider_id', 'data', i.identity_data))"
                    + " FROM auth.identities i WHERE i.user_id = t.id))";
        }
        if (table == FormerTable.REFRESH_TOKENS) {
            // No token leaves that database.
            return " - 'token' - 'parent'"
                    + " || jsonb_build_object('hash', encode(sha256(convert_to(t.token, 'UTF8')), 'hex'))";
        }
        // Rows that nothing tells apart are as many as they are, also when they are read again.
        return table.isOfMessages() && Collections.disjoint(columns(table, "%"), List.of("id", "message_id"))
                ? " || jsonb_build_object('_copy', row_number() OVER (PARTITION BY to_jsonb(t)))"
                : "";
    }

    private static void pass(Cursor cursor, boolean several, BiConsumer<JsonArray, @Nullable OffsetDateTime> taker) {
        JsonArray batch = new JsonArray();
        int bytes = 0;
        OffsetDateTime latest = null;
        do {
            for (Row row : await(cursor.read(BATCH))) {
                OffsetDateTime at = row.getOffsetDateTime("at");
                // What has one time stays together: that is how copies are told from what was said twice.
                boolean full = batch.size() >= BATCH || bytes > BATCH_BYTES;
                if (full && (at == null || !at.equals(latest) || batch.size() >= MOST)) {
                    taker.accept(batch, latest);
                    batch = new JsonArray();
                    bytes = 0;
                }
                String text = row.getString("j");
                JsonObject former = new JsonObject(text);
                batch.add(
                        several
                                ? new JsonObject()
                                        .put("source", row.getInteger("source"))
                                        .put("row", former)
                                : former);
                bytes += text.length();
                latest = at == null ? latest : at;
            }
        } while (cursor.hasMore());
        if (!batch.isEmpty()) {
            taker.accept(batch, latest);
        }
    }

    /** A table's times: an expression. Text and numbers are no places to begin again at. */
    private String timeOf(FormerTable table) {
        Set<String> columns = columns(table, "timestamp%");
        return TIMES.stream()
                .filter(columns::contains)
                .findFirst()
                .map(column ->
                        "CASE WHEN isfinite(t." + quoted(column) + ") THEN t." + quoted(column) + "::timestamptz END")
                .orElse("NULL::timestamptz");
    }

    private Set<String> columns(FormerTable table, String type) {
        Set<String> columns = new HashSet<>();
        await(connection
                        .preparedQuery("SELECT column_name::text FROM information_schema.columns"
                                + " WHERE table_schema = $1 AND table_name = $2 AND data_type LIKE $3")
                        .execute(Tuple.of(table.schema(schema), table.wireName(), type)))
                .forEach(row -> columns.add(row.getString(0)));
        return columns;
    }

    private boolean hasIdentities() {
        return await(connection
                        .query("SELECT to_regclass('auth.identities') IS NOT NULL"
                                + " AND has_table_privilege(to_regclass('auth.identities'), 'SELECT')")
                        .execute())
                .iterator()
                .next()
                .getBoolean(0);
    }

    @Override
    public void close() {
        connection.close();
    }
}
