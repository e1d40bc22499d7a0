package dev.cogo.node.health;

import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.health.HealthCheck;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node reaches its database and can write there. Writing is tried, since nothing else finds a server that has become a
 * standby, or whose disk is full.
 */
public final class DatabaseCheck implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);
    private static final Duration BETWEEN_DISK_LOOKS = Duration.ofSeconds(3);

    // Rows of nodes that have ended go after a day.
    private static final String WRITE = """
            WITH gone AS (
                DELETE FROM node_heartbeats WHERE beat_at < now() - interval '1 day' AND node_id <> $1)
            INSERT INTO node_heartbeats (node_id, beat_at) VALUES ($1, now())
            ON CONFLICT (node_id) DO UPDATE SET beat_at = excluded.beat_at""";

    // A row that is written again finds its place on a full disk, too. This needs a new one: what a function returns
    // and
    // work_mem does not hold becomes a temporary file on the database's own disk, here some 1.4 MB, without a trace in
    // tables or the write-ahead log (PostgreSQL manual, section 19.4, work_mem).
    private static final String TAKE_SPACE = "SELECT count(*) FROM generate_series(1, 100000)";

    private final Probe database;
    private final String nodeId;

    // A look's own: there is one at a time.
    private volatile long diskLookedAt = System.nanoTime() - BETWEEN_DISK_LOOKS.toNanos();
    private volatile boolean full;

    public DatabaseCheck(Probe database, String nodeId) {
        this.database = database;
        this.nodeId = nodeId;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Future<Void> look() {
        return database.ask(WRITE, Tuple.of(nodeId))
                .compose(written -> full || System.nanoTime() - diskLookedAt >= BETWEEN_DISK_LOOKS.toNanos()
                        ? takeSpace()
                        : Future.<Void>succeededFuture())
                .onSuccess(well -> full = false)
                .recover(this::named);
    }

    private Future<Void> takeSpace() {
        return database.ask(TAKE_SPACE, Tuple.tuple())
                .onSuccess(taken -> diskLookedAt = System.nanoTime())
                .mapEmpty();
    }

    private Future<Void> named(Throwable failure) {
        if (failure instanceof PgException refusal && Failures.DISK_FULL.equals(refusal.getSqlState())) {
            if (!full) {
                LOG.error("the disk of the database is full, nothing can be stored: {}", refusal.getErrorMessage());
            }
            full = true;
            return Future.failedFuture("the disk of the database is full");
        }
        return Future.failedFuture(failure);
    }
}
