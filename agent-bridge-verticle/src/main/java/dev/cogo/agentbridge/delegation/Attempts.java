package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.questions.Questions;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.agent.TaskInput;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;

/** What the database knows of attempts. A node that was away for longer than its lease finds that the task has gone on without it. */
public final class Attempts {
    private final Database database;

    public Attempts(Database database) {
        this.database = database;
    }

    /** Counts a new attempt; empty when the task is over or another node's. */
    Optional<Lease<StoredTask>> begin(Lease<StoredTask> task) {
        return changed(task, database.query("""
                UPDATE agent_tasks SET attempts = attempts + CASE WHEN remote_id IS NULL THEN 1 ELSE 0 END,
                       updated_at = CASE WHEN remote_id IS NULL THEN now() ELSE updated_at END
                WHERE id = $1 AND lease_owner = $2 AND status IN ('queued', 'working')
                RETURNING """ + " " + StoredTask.COLUMNS, task.id(), task.token()));
    }

    /** Notes that the agent has the task; empty when it is over, because the agent's report was faster, or another node's. */
    Optional<Lease<StoredTask>> accepted(Lease<StoredTask> attempt) {
        return changed(attempt, database.query("""
                UPDATE agent_tasks SET status = 'working', deadline = now() + make_interval(secs => silence_seconds),
                                       updated_at = CASE WHEN status = 'working' THEN updated_at ELSE now() END
                WHERE id = $1 AND lease_owner = $2 AND status IN ('queued', 'working')
                RETURNING """ + " " + StoredTask.COLUMNS, attempt.id(), attempt.token()));
    }

    /** What the agent asked in earlier attempts, and was answered. */
    List<TaskInput> answers(Lease<StoredTask> attempt) {
        return Questions.answersTo(database::query, attempt.id());
    }

    private static Optional<Lease<StoredTask>> changed(Lease<StoredTask> task, RowSet<Row> rows) {
        return rows.stream().findFirst().map(row -> task.with(StoredTask.of(row)));
    }
}
