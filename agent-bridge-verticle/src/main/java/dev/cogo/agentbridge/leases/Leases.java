package dev.cogo.agentbridge.leases;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * This node's leases on tasks. A lease says who looks after a task; it is only as good as the last renewal, so whoever writes
 * what a lease allows checks {@code lease_owner} in the same statement. Times are the database's. For the verticle's own
 * threads, which run one at a time.
 */
public final class Leases {
    private final Database database;
    private final String owner;
    private final double seconds;
    // What this node knows to look after. Renewing by owner alone would keep a task that was dropped on the way
    // forever.
    private final Set<UUID> held = new HashSet<>();

    public Leases(Database database, String nodeId, Duration lease) {
        this.database = database;
        // Unique for this life of the node: after a crash it must not take its former tasks for ones in work.
        this.owner = nodeId + ":" + Ids.next();
        this.seconds = lease.toMillis() / 1000.0;
    }

    /** What stands in {@code lease_owner} for this node. */
    public String owner() {
        return owner;
    }

    /** How long a lease lasts without renewal. */
    public double seconds() {
        return seconds;
    }

    /** Notes that a statement has given this node the lease on a task. */
    public void hold(UUID taskId) {
        held.add(taskId);
    }

    /** Takes the lease on tasks that are due and that nobody looks after: at most {@code limit}, longest due first. */
    public List<StoredTask> claim(int limit) {
        // SKIP LOCKED: two nodes that look at the same moment take different tasks and do not wait for each other.
        // agent_tasks_open holds the rows of the first condition and their order.
        RowSet<Row> rows =
                database.query("""
                WITH due AS (
                    SELECT id AS due_id FROM agent_tasks
                    WHERE (status IN ('queued', 'working') OR NOT announced)
                      AND next_attempt_at <= now()
                      AND (lease_until IS NULL OR lease_until <= now())
                      AND id <> ALL ($4)  -- this node's own are in work, even if a renewal came late
                      AND (status <> 'working' OR deadline > now())  -- else its end is all that is due
                    ORDER BY next_attempt_at
                    LIMIT $3
                    FOR UPDATE SKIP LOCKED)
                UPDATE agent_tasks SET lease_owner = $1, lease_until = now() + make_interval(secs => $2)
                FROM due WHERE id = due_id
                RETURNING """ + " " + StoredTask.COLUMNS, owner, seconds, (long) limit, held.toArray(UUID[]::new));
        List<StoredTask> claimed = new ArrayList<>();
        rows.forEach(row -> claimed.add(StoredTask.of(row)));
        claimed.forEach(task -> held.add(task.id()));
        return claimed;
    }

    /** Renews all leases in one statement, and forgets those that are over or lost. */
    public void renew() {
        if (held.isEmpty()) {
            return;
        }
        UUID[] ids = held.toArray(UUID[]::new);
        RowSet<Row> renewed = database.query("""
                UPDATE agent_tasks SET lease_until = now() + make_interval(secs => $3)
                WHERE id = ANY ($1) AND lease_owner = $2 AND (status IN ('queued', 'working') OR NOT announced)
                RETURNING id""", ids, owner, seconds);
        Set<UUID> lost = new HashSet<>(List.of(ids));
        renewed.forEach(row -> lost.remove(row.getUUID("id")));
        held.removeAll(lost);
    }

    /** Gives a lease back; the task is due again, for any node, after the pause. */
    public void release(UUID taskId, Duration pause) {
        held.remove(taskId);
        database.query("""
                UPDATE agent_tasks SET lease_owner = NULL, lease_until = NULL,
                                       next_attempt_at = now() + make_interval(secs => $3)
                WHERE id = $1 AND lease_owner = $2""", taskId, owner, pause.toMillis() / 1000.0);
    }

    /** Stops renewing a lease; what remains to do of the task is done by whoever finds the lease expired. */
    public void forget(UUID taskId) {
        held.remove(taskId);
    }

    /** Gives all leases back at once, so that another node need not wait for them to expire. */
    public void releaseAll() {
        held.clear();
        database.query("""
                UPDATE agent_tasks SET lease_owner = NULL, lease_until = NULL
                WHERE lease_owner = $1 AND (status IN ('queued', 'working') OR NOT announced)""", owner);
    }
}
