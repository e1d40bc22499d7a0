package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.leases.Leases;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Optional;

/**
 * What the database knows of attempts. The number of the attempt is a fence: a node that was away for longer than its lease
 * finds that the task has gone on without it.
 */
public final class Attempts {
    private final Database database;
    private final Leases leases;
    private final double timeoutSeconds;

    public Attempts(Database database, Leases leases, Duration taskTimeout) {
        this.database = database;
        this.leases = leases;
        this.timeoutSeconds = taskTimeout.toMillis() / 1000.0;
    }

    /** Counts a new attempt; empty when the task is over or another node's. */
    Optional<StoredTask> begin(StoredTask task) {
        return first(database.query("""
                UPDATE agent_tasks SET attempts = attempts + 1, updated_at = now()
                WHERE id = $1 AND lease_owner = $2 AND status IN ('queued', 'working')
                RETURNING """ + " " + StoredTask.COLUMNS, task.id(), leases.owner()));
    }

    /** Notes that the agent has the task; empty when it is over, because the agent's report was faster, or another node's. */
    Optional<StoredTask> accepted(StoredTask attempt) {
        return first(database.query(
                """
                UPDATE agent_tasks SET status = 'working', deadline = now() + make_interval(secs => $4),
                                       updated_at = now()
                WHERE id = $1 AND lease_owner = $2 AND attempts = $3 AND status IN ('queued', 'working')
                RETURNING """ + " " + StoredTask.COLUMNS,
                attempt.id(),
                leases.owner(),
                attempt.task().attempts(),
                timeoutSeconds));
    }

    private static Optional<StoredTask> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(StoredTask.of(rows.iterator().next()));
    }
}
