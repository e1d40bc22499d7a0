package dev.cogo.agentbridge.completion;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the end of tasks. A task ends once: each statement changes only a task that is not over, and what it ends is not
 * {@code announced} yet. Whoever writes an end gets the lease to tell it.
 */
public final class CompletionWriter {
    private static final String[] UNFINISHED = {
        TaskStatus.QUEUED.wireName(), TaskStatus.WORKING.wireName(), TaskStatus.INPUT_REQUIRED.wireName()
    };
    private static final String[] UNTAKEN = {TaskStatus.QUEUED.wireName()};

    private final Leases<StoredTask> leases;

    public CompletionWriter(Leases<StoredTask> leases) {
        this.leases = leases;
    }

    /** Ends a task with a result; empty when it was over. The agent's word counts, whoever has the lease. */
    public Optional<Lease<StoredTask>> completed(Statements statements, UUID taskId, Map<String, Object> result) {
        return end(statements, taskId, null, UNFINISHED, TaskStatus.COMPLETED, Json.object(result), null, null);
    }

    /** Ends a task with the error that its agent reported; empty when it was over. */
    public Optional<Lease<StoredTask>> failed(Statements statements, UUID taskId, TaskError error) {
        return end(statements, taskId, null, UNFINISHED, TaskStatus.FAILED, null, error, null);
    }

    /** Ends a task that somebody does not want any more; empty when it was over. */
    public Optional<Lease<StoredTask>> canceled(Statements statements, UUID taskId, UUID by) {
        return end(statements, taskId, null, UNFINISHED, TaskStatus.CANCELED, null, null, by);
    }

    /** Ends a task that the agent refused in this attempt; empty when it was over or has gone on without this node. */
    public Optional<Lease<StoredTask>> refused(Statements statements, Lease<StoredTask> attempt, TaskError error) {
        return end(statements, attempt.id(), attempt, UNFINISHED, TaskStatus.FAILED, null, error, null);
    }

    /** Ends a task that no agent took; empty also when the agent has reported meanwhile, though its answer never came. */
    public Optional<Lease<StoredTask>> untaken(Statements statements, Lease<StoredTask> attempt, TaskError error) {
        return end(statements, attempt.id(), attempt, UNTAKEN, TaskStatus.FAILED, null, error, null);
    }

    /**
     * Ends tasks of which nothing was heard until their deadline: from the agent, from an agent that asks for tasks, or an answer
     * to what it asked.
     */
    public List<StoredTask> silent(Statements statements, int limit) {
        // SKIP LOCKED: a task that is locked has just got a report, or another node ends it.
        RowSet<Row> rows = statements.query("""
                WITH silent AS (
                    SELECT id AS silent_id FROM agent_tasks
                    WHERE status IN ('queued', 'working', 'input_required') AND deadline <= now()
                      AND (status <> 'queued' OR pull)
                    LIMIT $1
                    FOR UPDATE SKIP LOCKED)
                UPDATE agent_tasks SET status = 'failed', question = NULL,
                       error_code = CASE status WHEN 'queued' THEN 'agent_unreachable'
                                                WHEN 'working' THEN 'agent_timeout' ELSE 'input_timeout' END,
                       error_message = CASE status WHEN 'queued' THEN 'the agent has not asked for the task'
                                                   WHEN 'working' THEN 'the agent has not been heard of for too long'
                                                   ELSE 'nobody answered what the agent asked' END,
                       lease_owner = NULL, lease_until = NULL, next_attempt_at = now(), updated_at = now()
                FROM silent WHERE id = silent_id
                RETURNING """ + " " + StoredTask.COLUMNS, (long) limit);
        List<StoredTask> ended = new ArrayList<>();
        rows.forEach(row -> ended.add(StoredTask.of(row)));
        // Those that were this node's are anybody's again.
        ended.forEach(task -> leases.forget(task.id()));
        return ended;
    }

    // A given attempt must still be this node's.
    private Optional<Lease<StoredTask>> end(
            Statements statements,
            UUID taskId,
            @Nullable Lease<StoredTask> attempt,
            String[] from,
            TaskStatus status,
            @Nullable JsonObject result,
            @Nullable TaskError error,
            @Nullable UUID canceledBy) {
        String token = leases.newToken();
        RowSet<Row> rows = statements.query(
                """
                UPDATE agent_tasks SET status = $2, result = $3, error_code = $4, error_message = $5,
                                       progress = CASE $2 WHEN 'completed' THEN 100 ELSE progress END,
                                       question = NULL, canceled_by = $10,
                                       agent_told = $2 <> 'canceled' OR attempts = 0,
                                       lease_owner = $6, lease_until = now() + make_interval(secs => $7),
                                       next_attempt_at = now(), updated_at = now()
                WHERE id = $1 AND status = ANY ($8) AND ($9::text IS NULL OR lease_owner = $9)
                RETURNING """ + " " + StoredTask.COLUMNS,
                taskId,
                status.wireName(),
                result,
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                token,
                leases.seconds(),
                from,
                attempt == null ? null : attempt.token(),
                canceledBy);
        return rows.stream().findFirst().map(row -> leases.hold(token, StoredTask.of(row)));
    }
}
