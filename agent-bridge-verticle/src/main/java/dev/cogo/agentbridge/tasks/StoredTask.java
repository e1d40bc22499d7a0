package dev.cogo.agentbridge.tasks;

import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code agent_tasks}: what everybody sees, and what is for the agent. */
public record StoredTask(Task task, Map<String, Object> params) implements Leased {
    /** What {@link #of} reads. */
    public static final String COLUMNS = """
            id, session_id, user_id, task_type, params, agent, status, progress, note, result, error_code, \
            error_message, attempts, created_at, updated_at""";

    /** Tasks that a node may have to touch again. When an agent has been silent for too long, its task's end is all that is due. */
    public static final LeaseTable<StoredTask> TABLE = LeaseTable.of(
                    "agent_tasks", COLUMNS, StoredTask::of, "status IN ('queued', 'working') OR NOT announced")
            .onlyWhere("status <> 'working' OR deadline > now()");

    /** Reads a row that has {@link #COLUMNS}. */
    public static StoredTask of(Row row) {
        JsonObject result = row.getJsonObject("result");
        Task task = new Task(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getString("task_type"),
                row.getString("agent"),
                TaskStatus.of(row.getString("status")),
                row.getInteger("progress"),
                row.getString("note"),
                result == null ? null : result.getMap(),
                error(row),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
        return new StoredTask(task, row.getJsonObject("params").getMap());
    }

    @Override
    public UUID id() {
        return task.taskId();
    }

    @Override
    public int attempts() {
        return task.attempts();
    }

    public TaskStatus status() {
        return task.status();
    }

    /** Whether the task is over; what remains is to tell it. */
    public boolean ended() {
        return status() == TaskStatus.COMPLETED || status() == TaskStatus.FAILED;
    }

    private static @Nullable TaskError error(Row row) {
        String code = row.getString("error_code");
        return code == null ? null : new TaskError(code, row.getString("error_message"));
    }
}
