package dev.cogo.runtime.audit;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.metrics.NodeMetrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of the security log's lines, some time after they are written, in batches: a write-behind queue. While the database is
 * away they wait, within bounds; what does not fit is in the log alone, and counted. For one virtual-thread verticle.
 */
public final class AuditStore {
    /** How often to call {@link #store}. */
    public static final Duration EVERY = Duration.ofSeconds(1);

    /** The fields of a line that have a column, in the statement's order. */
    static final List<String> COLUMNS =
            List.of("event", "outcome", "reason", "actor", "target", "user", "account", "address");

    private static final Logger LOG = LoggerFactory.getLogger(AuditStore.class);
    private static final int BATCH = 500;
    // An answer that was lost makes a batch come twice.
    private static final String INSERT = """
            INSERT INTO audit_log
                (id, at, event, outcome, reason, actor, target, user_id, account, address, request, details)
            SELECT id, at, event, outcome, reason, actor, target, user_id, account, address, request, details::jsonb
            FROM unnest(
                $1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::text[], $11::text[], $12::text[])
                AS rows (id, at, event, outcome, reason, actor, target, user_id, account, address, request, details)
            ON CONFLICT DO NOTHING""";

    private final Database database;
    private final AuditQueue queue;
    private final Counter dropped;
    private boolean storing;
    private boolean failing;

    public AuditStore(Vertx vertx, Database database, AuditLog log) {
        this.database = database;
        this.queue = log.queue();
        this.dropped = NodeMetrics.of(vertx).counter("cogo.audit.dropped");
    }

    /** Stores what waits, unless that is under way; waits for it. */
    public void store() {
        if (!storing) {
            storing = true;
            try {
                storeAll();
            } finally {
                storing = false;
            }
        }
    }

    /** Stores what waits, whatever is under way; what can't be stored now is in the log alone. */
    public void close() {
        storeAll();
    }

    private void storeAll() {
        tellDropped();
        try {
            List<AuditRow> batch = queue.oldest(BATCH);
            while (!batch.isEmpty()) {
                insert(batch);
                queue.remove(batch);
                batch = queue.oldest(BATCH);
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("the security log's rows can't be stored now, and wait: {}", e.getMessage());
            }
            failing = true;
        }
    }

    private void tellDropped() {
        long count = queue.takeDropped();
        if (count > 0) {
            dropped.increment(count);
            LOG.warn("{} entries of the security log are in the log alone: too many wait for the database", count);
        }
    }

    private void insert(List<AuditRow> batch) {
        database.query(
                INSERT,
                batch.stream().map(AuditRow::id).toArray(UUID[]::new),
                batch.stream().map(row -> row.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
                column(batch, "event"),
                column(batch, "outcome"),
                column(batch, "reason"),
                column(batch, "actor"),
                column(batch, "target"),
                column(batch, "user"),
                column(batch, "account"),
                column(batch, "address"),
                texts(batch, AuditRow::request),
                texts(batch, row -> new JsonObject(Map.copyOf(row.details())).encode()));
    }

    private static String[] column(List<AuditRow> batch, String field) {
        return texts(batch, row -> row.field(field));
    }

    private static String[] texts(List<AuditRow> batch, Function<AuditRow, @Nullable String> text) {
        return batch.stream().map(text).toArray(String[]::new);
    }
}
