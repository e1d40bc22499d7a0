package dev.cogo.agentbridge.tasks;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.ListOpenTasks;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.agent.OpenTask;
import dev.cogo.schema.agent.OpenTaskPage;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskPage;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.ChangeCursor;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows tasks to those who may see them. */
public final class TaskReading {
    private final Bus bus;
    private final Database database;

    public TaskReading(Bus bus, Database database) {
        this.bus = bus;
        this.database = database;
    }

    /**
     * One task, for its owner and for members of its session.
     *
     * @throws CogoException {@code task_not_found}, for a foreign task as for a missing one
     */
    public Task read(ReadTask request) {
        return find(request.userId(), request.taskId()).task();
    }

    /**
     * A page of the pieces of what agents made in a task, in their order, for the same.
     *
     * @throws CogoException {@code task_not_found}, {@code invalid_cursor}
     */
    public ArtifactPage artifacts(ListArtifacts request) {
        find(request.userId(), request.taskId());
        RowSet<Row> rows = database.query("""
                SELECT task_id, number, artifact_id, name, part, last FROM agent_artifacts
                WHERE task_id = $1 AND number > $2 ORDER BY number LIMIT $3""", request.taskId(), after(request.cursor()), (long) request.limit() + 1);
        List<Artifact> pieces = rows.stream().map(ArtifactWriter::read).toList();
        List<Artifact> page = pieces.subList(0, PageBytes.count(pieces, request.limit()));
        return new ArtifactPage(
                page,
                page.size() == pieces.size()
                        ? null
                        : Integer.toString(page.getLast().number()));
    }

    /**
     * A task for its owner and for members of its session.
     *
     * @throws CogoException {@code task_not_found}, for a foreign task as for a missing one
     */
    public StoredTask find(UUID userId, UUID taskId) {
        RowSet<Row> rows = database.query("SELECT " + StoredTask.COLUMNS + " FROM agent_tasks WHERE id = $1", taskId);
        if (rows.size() == 0) {
            throw notFound();
        }
        StoredTask task = StoredTask.of(rows.iterator().next());
        if (!task.task().userId().equals(userId)) {
            checkMember(userId, task.task().sessionId());
        }
        return task;
    }

    /**
     * A page of a session's tasks, newest first.
     *
     * @throws CogoException {@code session_not_found}, {@code invalid_cursor}
     */
    public TaskPage list(ListTasks request) {
        ChangeCursor after = ChangeCursor.of(request.cursor());
        bus.request(Address.SESSION_ACCESS, new CheckAccess(request.userId(), request.sessionId()))
                .await();
        // One row more than asked tells whether there is a next page. The row comparison matches agent_tasks_session.
        RowSet<Row> rows = database.query(
                "SELECT " + StoredTask.COLUMNS + """
                         FROM agent_tasks
                        WHERE session_id = $1 AND (created_at, id) < ($2, $3)
                        ORDER BY created_at DESC, id DESC
                        LIMIT $4""",
                request.sessionId(),
                after.at(),
                after.id(),
                (long) request.limit() + 1);
        List<Task> tasks = new ArrayList<>();
        rows.forEach(row -> tasks.add(StoredTask.of(row).task()));
        List<Task> page = tasks.subList(0, PageBytes.count(tasks, request.limit()));
        if (page.size() == tasks.size()) {
            return new TaskPage(tasks, null);
        }
        return new TaskPage(
                page,
                ChangeCursor.after(page.getLast().createdAt(), page.getLast().taskId()));
    }

    /** The oldest tasks that are not over. That an operator asks is the door's to check. */
    public OpenTaskPage open(ListOpenTasks request) {
        // By the partial index of deadlines, which has no others; what a task is about stays in its session.
        RowSet<Row> rows = database.query("""
                SELECT id, session_id, user_id, task_type, agent, status, progress, attempts, created_at, updated_at
                FROM agent_tasks WHERE status IN ('queued', 'working', 'input_required')
                ORDER BY created_at, id LIMIT $1""", ListOpenTasks.MOST);
        return new OpenTaskPage(rows.stream().map(TaskReading::openTask).toList(), null);
    }

    private static OpenTask openTask(Row row) {
        return new OpenTask(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getString("task_type"),
                row.getString("agent"),
                TaskStatus.of(row.getString("status")),
                row.getInteger("progress"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /**
     * A page of the tasks that a user gave an agent, the last changed first.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public FoundTasks asked(FindTasks request) {
        ChangeCursor after = ChangeCursor.of(request.cursor());
        // By the time of a change there is no index: each report of progress would have to move its task there.
        RowSet<Row> rows = database.query(
                """
                WITH newest AS (
                    SELECT * FROM agent_tasks WHERE user_id = $1 AND agent = $2 ORDER BY id DESC LIMIT $3),
                fitting AS (
                    SELECT * FROM newest
                    WHERE ($4::uuid IS NULL OR session_id = $4) AND (cardinality($5::text[]) = 0 OR status = ANY ($5))
                      AND ($6::boolean IS NULL OR (coalesce(error_code, '') = 'agent_rejected') = $6)
                      AND ($7::timestamptz IS NULL OR updated_at > $7))
                SELECT total, page.* FROM (SELECT count(*) AS total FROM fitting) AS counted LEFT JOIN (
                    SELECT * FROM fitting WHERE (updated_at, id) < ($8, $9)
                    ORDER BY updated_at DESC, id DESC LIMIT $10) AS page ON true
                ORDER BY updated_at DESC, id DESC""",
                request.userId(),
                request.agent(),
                (long) FindTasks.MAX_FOUND,
                request.sessionId(),
                request.statuses().stream().map(TaskStatus::wireName).toArray(String[]::new),
                request.rejected(),
                request.changedSince() == null ? null : request.changedSince().atOffset(ZoneOffset.UTC),
                after.at(),
                after.id(),
                (long) request.limit() + 1);
        List<Task> tasks = rows.stream()
                .filter(row -> row.getUUID("id") != null)
                .map(row -> StoredTask.of(row).task())
                .toList();
        List<Task> page = tasks.subList(0, PageBytes.count(tasks, request.limit()));
        return new FoundTasks(
                page,
                page.size() == tasks.size()
                        ? null
                        : ChangeCursor.after(
                                page.getLast().updatedAt(), page.getLast().taskId()),
                rows.iterator().next().getLong("total").intValue());
    }

    private static int after(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!cursor.matches("[1-9][0-9]{0,8}")) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor was not issued by this list");
        }
        return Integer.parseInt(cursor);
    }

    private void checkMember(UUID userId, UUID sessionId) {
        try {
            bus.request(Address.SESSION_ACCESS, new CheckAccess(userId, sessionId))
                    .await();
        } catch (CogoException e) {
            throw e.code() == ErrorCode.SESSION_NOT_FOUND ? notFound() : e;
        }
    }

    /** What a foreign task and a missing one are. */
    public static CogoException notFound() {
        return new CogoException(ErrorCode.TASK_NOT_FOUND, "there is no such task");
    }
}
