package dev.cogo.agentbridge.tasks;

import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskQuestion;
import dev.cogo.schema.agent.TaskStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code agent_tasks}: what everybody sees, and what is for the agent.
 *
 * @param agentId null for an agent of the settings
 * @param remote what an A2A agent calls the task; null before it has it
 * @param pull whether the agent asks for it; else it is called
 * @param a2a whether the agent is called in A2A's words
 * @param announced whether its end is in the chat
 * @param tellings how often its agent was called to be told that it is canceled
 * @param span of the request that asked for it; null when none was made
 * @param leaseOwner the node that looks after it, or a pull agent's lease
 */
public record StoredTask(
        Task task,
        Map<String, Object> params,
        @Nullable UUID agentId,
        @Nullable Remote remote,
        boolean pull,
        boolean a2a,
        boolean announced,
        int tellings,
        @Nullable String span,
        @Nullable String leaseOwner)
        implements Leased {
    /**
     * A task as another agent knows it.
     *
     * @param inputs how many answers it has been given
     */
    public record Remote(String id, @Nullable String context, int inputs) {}

    /** What {@link #of} reads. */
    public static final String COLUMNS = """
            id, session_id, user_id, task_type, params, agent, agent_id, remote_id, remote_context, remote_inputs, pull, a2a, status, progress, note, result, error_code, \
            error_message, question, canceled_by, attempts, announced, tellings, span, lease_owner, created_at, updated_at""";

    /**
     * Tasks that a node may have to touch again: those of push agents whose turn it is, and ends that are to be told. When an
     * agent has been silent for too long, its task's end is all that is due.
     */
    public static final LeaseTable<StoredTask> TABLE = LeaseTable.of(
                    "agent_tasks",
                    COLUMNS,
                    StoredTask::of,
                    "status IN ('queued', 'working') AND admitted"
                            + " OR status IN ('completed', 'failed', 'canceled') AND NOT (announced AND agent_told)")
            .onlyWhere("(status <> 'working' OR deadline > now()) AND NOT (pull AND announced)");

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
                question(row),
                row.getUUID("canceled_by"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
        return new StoredTask(
                task,
                row.getJsonObject("params").getMap(),
                row.getUUID("agent_id"),
                row.getString("remote_id") == null
                        ? null
                        : new Remote(
                                row.getString("remote_id"),
                                row.getString("remote_context"),
                                row.getInteger("remote_inputs")),
                row.getBoolean("pull"),
                row.getBoolean("a2a"),
                row.getBoolean("announced"),
                row.getInteger("tellings"),
                row.getString("span"),
                row.getString("lease_owner"));
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
        return status().ended();
    }

    private static @Nullable TaskError error(Row row) {
        String code = row.getString("error_code");
        return code == null ? null : new TaskError(code, row.getString("error_message"));
    }

    private static @Nullable TaskQuestion question(Row row) {
        JsonObject question = row.getJsonObject("question");
        return question == null
                ? null
                : new TaskQuestion(
                        question.getString("inputId"),
                        question.getString("text"),
                        AnswerBy.of(question.getString("answerBy")));
    }
}
