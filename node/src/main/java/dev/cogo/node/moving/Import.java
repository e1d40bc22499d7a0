package dev.cogo.node.moving;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a former system has. A batch and how far it reaches are one transaction, and what is there already is passed over: so it
 * may be ended at any moment, and begun again, as often as one likes. Methods block.
 */
public final class Import {
    /** A row may be committed after one with a later time was read. */
    private static final Duration LATE_COMMITS = Duration.ofMinutes(10);

    /** While following, between two looks: at messages, and at all the rest with what was committed late. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LOOK_AT_ALL = Duration.ofSeconds(30);
    /** What clients wait for, or come with a moment later. */
    private static final List<Part> SOONEST = List.of(Part.LOGINS, Part.MESSAGES);

    private static final Duration SOON = Duration.ofMinutes(1);

    private static final int ATTEMPTS = 30;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final String PLACE = "SELECT place FROM import_progress WHERE source = $1";

    // A clock that was wrong once must not hide what comes after.
    private static final String MOVE = """
            INSERT INTO import_progress (source, place) VALUES ($1, least($2, now()))
            ON CONFLICT (source) DO UPDATE
            SET place = greatest(import_progress.place, EXCLUDED.place), updated_at = now()""";

    private static final String TAKEN = """
            SELECT (SELECT count(*) FROM import_ids WHERE kind = 'user') AS users,
                   (SELECT count(*) FROM import_logins) AS logins,
                   (SELECT count(*) FROM import_ids WHERE kind = 'session') AS sessions,
                   (SELECT count(*) FROM import_ids WHERE kind = 'message') AS messages,
                   (SELECT count(*) FROM user_language_preferences) AS languages,
                   (SELECT count(*) FROM ai_response_logs) AS ai_logs""";

    private static final String REFUSED =
            "SELECT source, reason, count(*) AS rows FROM import_refused GROUP BY source, reason ORDER BY source, reason";

    private static final String FINISH = "SELECT session_id, expected, found FROM import_finish() LIMIT 100";

    private final Vertx vertx;
    private final DatabaseConfig former;
    private final String schema;
    private final Database ours;
    private final Consumer<String> out;
    private final Duration pause;

    /**
     * A copy that is to be made.
     *
     * @param former whose role reads; it is never written to
     * @param schema where the chat's tables are there
     * @param ours with a statement timeout that a batch does not meet
     * @param out is told what happens, a line each
     */
    public Import(Vertx vertx, DatabaseConfig former, String schema, Database ours, Consumer<String> out) {
        this(vertx, former, schema, ours, out, PAUSE);
    }

    Import(Vertx vertx, DatabaseConfig former, String schema, Database ours, Consumer<String> out, Duration pause) {
        this.vertx = vertx;
        this.former = former;
        this.schema = schema;
        this.ours = ours;
        this.out = out;
        this.pause = pause;
    }

    /** Looks at what there is, and changes nothing. */
    public void look() {
        Map<FormerTable, Long> there = counts();
        out.accept("In " + former + " there are:");
        there.forEach((table, rows) -> out.accept("  " + table.wireName() + ": " + rows));
        for (FormerTable table : FormerTable.values()) {
            if (!there.containsKey(table)) {
                out.accept("  " + table.wireName() + ": not there, or this role may not read it");
            }
        }
        Map<String, Long> faults = new LinkedHashMap<>();
        if (there.containsKey(FormerTable.USERS)) {
            reading(database -> database.read(
                    List.of(FormerTable.USERS),
                    null,
                    (rows, at) -> ours.query(
                                    "SELECT import_login_fault(j) AS fault FROM jsonb_array_elements($1::jsonb) AS j",
                                    rows)
                            .forEach(row -> {
                                String fault = row.getString("fault");
                                faults.merge(fault == null ? "can log in" : "cannot log in: " + fault, 1L, Long::sum);
                            })));
            out.accept("Users:");
            faults.forEach((fault, users) -> out.accept("  " + fault + ": " + users));
        }
        out.accept("Nothing was changed.");
    }

    /**
     * Copies all that is not here yet, and reports.
     *
     * @return whether what is stored is what was read
     */
    public boolean run() {
        Map<FormerTable, Long> there = counts();
        Map<Part, Long> taken = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            if (part.tables().stream().anyMatch(there::containsKey)) {
                taken.put(part, copy(part, there));
            }
        }
        return report(there, taken);
    }

    /**
     * Goes on taking what is new, until it is told to end; then reports.
     *
     * @param goesOn asked between two looks
     * @return whether what is stored is what was read
     */
    public boolean follow(BooleanSupplier goesOn) {
        Map<FormerTable, Long> there = counts();
        out.accept("Following; end it with Ctrl-C.");
        long all = System.nanoTime();
        while (goesOn.getAsBoolean()) {
            boolean due = System.nanoTime() - all >= LOOK_AT_ALL.toNanos();
            for (Part part : due ? List.of(Part.values()) : SOONEST) {
                long[] taken = {0};
                OffsetDateTime[] latest = {null};
                pass(part, there, due, (rows, at) -> {
                    taken[0] += store(part, rows, at);
                    latest[0] = at;
                });
                if (part == Part.MESSAGES && taken[0] > 0 && latest[0] != null) {
                    out.accept(taken[0] + " messages taken, the newest "
                            + Math.max(
                                    0,
                                    Duration.between(latest[0].toInstant(), Instant.now())
                                            .toMillis())
                            + " ms after it was written");
                }
            }
            all = due ? System.nanoTime() : all;
            sleep(pause.compareTo(LOOK) < 0 ? pause : LOOK);
        }
        return report(counts(), Map.of());
    }

    private Map<FormerTable, Long> counts() {
        Map<FormerTable, Long> there = new LinkedHashMap<>();
        reading(database -> {
            there.clear();
            for (FormerTable table : FormerTable.values()) {
                if (database.has(table)) {
                    there.put(table, database.count(table));
                }
            }
        });
        if (there.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is none of the chat's tables that this role may read in " + former);
        }
        return there;
    }

    private long copy(Part part, Map<FormerTable, Long> there) {
        long all = part.tables().stream()
                .filter(there::containsKey)
                .mapToLong(there::get)
                .sum();
        Progress progress = new Progress(part, all, out);
        long[] taken = {0};
        pass(part, there, true, (rows, at) -> {
            taken[0] += store(part, rows, at);
            progress.read(rows.size());
        });
        progress.done(taken[0]);
        return taken[0];
    }

    /**
     * Reads what may be new of a part, as the function takes it.
     *
     * @param all whether everything is looked at, with what was committed late
     */
    private void pass(
            Part part,
            Map<FormerTable, Long> there,
            boolean all,
            BiConsumer<JsonArray, @Nullable OffsetDateTime> taker) {
        List<FormerTable> tables =
                part.tables().stream().filter(there::containsKey).toList();
        if (tables.isEmpty()) {
            return;
        }
        reading(database -> {
            OffsetDateTime began = now();
            OffsetDateTime place = part.goesOn(all) ? place(part) : null;
            database.read(
                    tables,
                    place == null ? null : place.minus(all ? LATE_COMMITS : SOON),
                    (rows, at) -> taker.accept(ofBoth(part, tables, rows), at));
            if (place == null && part.afterAll() != null) {
                ours.query("SELECT " + part.afterAll() + "($1)", began);
            }
        });
    }

    private OffsetDateTime now() {
        return ours.query("SELECT clock_timestamp() AS now").iterator().next().getOffsetDateTime("now");
    }

    /** The function wants to know which of two tables a row is from, also where there is only one of them. */
    private static JsonArray ofBoth(Part part, List<FormerTable> tables, JsonArray rows) {
        if (part != Part.MESSAGES || tables.size() == part.tables().size()) {
            return rows;
        }
        int source = part.tables().indexOf(tables.getFirst()) + 1;
        JsonArray named = new JsonArray();
        rows.forEach(row -> named.add(new JsonObject().put("source", source).put("row", row)));
        return named;
    }

    private long store(Part part, JsonArray rows, @Nullable OffsetDateTime at) {
        return ours.transaction(tx -> {
            long taken = tx.query("SELECT " + part.function() + "($1::jsonb) AS taken", rows)
                    .iterator()
                    .next()
                    .getLong("taken");
            tx.query(MOVE, part.name(), at);
            return taken;
        });
    }

    private @Nullable OffsetDateTime place(Part part) {
        for (Row row : ours.query(PLACE, part.name())) {
            return row.getOffsetDateTime("place");
        }
        return null;
    }

    /** Works with the former database; from the beginning again when that goes away, as what was done is known. */
    private void reading(Consumer<OldDatabase> work) {
        for (int attempt = 1; ; attempt++) {
            try (OldDatabase database = OldDatabase.open(vertx, former, schema)) {
                work.accept(database);
                return;
            } catch (Exception e) {
                // Future.await throws whatever the future failed with, and its signature does not say so.
                if (attempt == ATTEMPTS || !isAway(e)) {
                    throw e instanceof RuntimeException ours ? ours : new CompletionException(e);
                }
                out.accept("The former database is away (" + e.getMessage() + "); trying again.");
                sleep(pause);
            }
        }
    }

    private static boolean isAway(Throwable failure) {
        return switch (failure) {
            case ClosedConnectionException closed -> true;
            case IOException network -> true;
            case TimeoutException slow -> true;
            // 57P: stopped or starting; 08: the connection; 40: its snapshot is gone.
            case PgException refused ->
                refused.getSqlState().startsWith("57P")
                        || refused.getSqlState().startsWith("08")
                        || refused.getSqlState().startsWith("40");
            default -> failure.getCause() != null && isAway(failure.getCause());
        };
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private boolean report(Map<FormerTable, Long> there, Map<Part, Long> taken) {
        Row now = ours.query(TAKEN).iterator().next();
        out.accept("");
        if (!taken.isEmpty()) {
            out.accept("Table                        there     taken now");
        }
        taken.forEach((part, rows) -> part.tables().stream()
                .filter(there::containsKey)
                .forEach(table -> out.accept("%-28s %-9d %s"
                        .formatted(
                                table.wireName(),
                                there.get(table),
                                table == part.tables().getFirst() ? rows : ""))));
        out.accept("Here, of all copies: " + now.getLong("users") + " users, " + now.getLong("logins")
                + " logins, " + now.getLong("sessions") + " sessions, "
                + now.getLong("messages") + " messages (one that stood in both tables is one), "
                + now.getLong("languages")
                + " languages, " + now.getLong("ai_logs") + " AI logs.");
        List<String> faults = new ArrayList<>();
        ours.query(REFUSED)
                .forEach(row -> faults.add(
                        "  " + row.getString("source") + ", " + row.getString("reason") + ": " + row.getLong("rows")));
        if (!faults.isEmpty()) {
            out.accept("Not taken, or not in full (table import_refused has each row):");
            faults.forEach(out);
        }
        List<String> differences = new ArrayList<>();
        ours.query(FINISH)
                .forEach(
                        row -> differences.add("  session " + row.getUUID("session_id") + ": " + row.getLong("expected")
                                + " messages read, " + row.getLong("found") + " found, or with other contents"));
        if (differences.isEmpty()) {
            out.accept("Each session has what was read: counts and checksums agree.");
        } else {
            out.accept("Sessions that differ from what was read:");
            differences.forEach(out);
        }
        return differences.isEmpty();
    }
}
