package dev.cogo.agentbridge.reports;

import dev.cogo.agentbridge.completion.CompletionWriter;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what agents tell of their tasks, each report once. Any node may take it; leases play no part. */
public final class Reports {
    /** Reports are kept to know their repetition, so there must be an end to them. A result or error is always taken. */
    static final int MAX_PROGRESS_REPORTS = 1000;

    private final Database database;
    private final CompletionWriter ends;
    private final ChannelPublisher channels;
    private final Consumer<Lease<StoredTask>> ended;
    private final double timeoutSeconds;

    /** @param ended told after the commit of a task's end; must not wait */
    public Reports(
            Database database,
            CompletionWriter ends,
            ChannelPublisher channels,
            Duration taskTimeout,
            Consumer<Lease<StoredTask>> ended) {
        this.database = database;
        this.ends = ends;
        this.channels = channels;
        this.ended = ended;
        this.timeoutSeconds = taskTimeout.toMillis() / 1000.0;
    }

    /**
     * Stores a report and tells of it. A repeated one changes nothing and is answered with the task as it is.
     *
     * @throws CogoException {@code task_not_found}; {@code task_finished} for a new report of a task that is over;
     *     {@code rate_limited} after {@value #MAX_PROGRESS_REPORTS} progress reports
     */
    public Task report(TaskReport report) {
        Stored stored = database.transaction(tx -> store(tx, report));
        Task task = stored.task().task();
        if (stored.end().isPresent()) {
            ended.accept(stored.end().get());
        } else if (!stored.repeated()) {
            channels.publish(new Channel.OfTask(task.taskId()), EventName.AGENT_PROGRESS, task);
        }
        return task;
    }

    private Stored store(Statements tx, TaskReport report) {
        // The row's lock puts the reports of a task one after the other, also against its end by a deadline.
        RowSet<Row> rows = tx.query(
                "SELECT " + StoredTask.COLUMNS + " FROM agent_tasks WHERE id = $1 FOR UPDATE", report.taskId());
        if (rows.size() == 0) {
            throw new CogoException(ErrorCode.TASK_NOT_FOUND, "there is no such task");
        }
        StoredTask task = StoredTask.of(rows.iterator().next());
        if (isKnown(tx, report)) {
            return new Stored(task, true, Optional.empty());
        }
        if (task.ended()) {
            throw new CogoException(
                    ErrorCode.TASK_FINISHED, "the task is " + task.status().wireName() + " already");
        }
        checkNumber(tx, report);
        insert(tx, report);
        StoredTask changed = progress(tx, report);
        return switch (report.type()) {
            case PROGRESS -> new Stored(changed, false, Optional.empty());
            case RESULT -> Stored.end(ends.completed(tx, task.id(), report.result()));
            case ERROR -> Stored.end(ends.failed(tx, task.id(), new TaskError("agent_error", report.error())));
        };
    }

    private static boolean isKnown(Statements tx, TaskReport report) {
        return tx.query(
                                "SELECT 1 FROM agent_task_events WHERE task_id = $1 AND event_id = $2",
                                report.taskId(),
                                report.eventId())
                        .size()
                > 0;
    }

    private static void checkNumber(Statements tx, TaskReport report) {
        if (report.type() != ReportType.PROGRESS) {
            return;
        }
        RowSet<Row> count =
                tx.query("SELECT count(*) AS reports FROM agent_task_events WHERE task_id = $1", report.taskId());
        if (count.iterator().next().getLong("reports") >= MAX_PROGRESS_REPORTS) {
            throw new CogoException(
                    ErrorCode.RATE_LIMITED, "a task takes at most " + MAX_PROGRESS_REPORTS + " progress reports");
        }
    }

    // The result itself stands in the task.
    private static void insert(Statements tx, TaskReport report) {
        tx.query(
                "INSERT INTO agent_task_events (task_id, event_id, type, payload) VALUES ($1, $2, $3, $4)",
                report.taskId(),
                report.eventId(),
                report.type().wireName(),
                new JsonObject()
                        .put("progress", report.progress())
                        .put("note", report.note())
                        .put("error", report.error()));
    }

    // Reports may overtake each other on the way, so progress never goes back. Each is a sign of life.
    private StoredTask progress(Statements tx, TaskReport report) {
        RowSet<Row> rows = tx.query(
                """
                UPDATE agent_tasks SET status = 'working', progress = greatest(progress, coalesce($2, 0)),
                                       note = coalesce($3, note), deadline = now() + make_interval(secs => $4),
                                       updated_at = now()
                WHERE id = $1
                RETURNING """ + " " + StoredTask.COLUMNS, report.taskId(), report.progress(), report.note(), timeoutSeconds);
        return StoredTask.of(rows.iterator().next());
    }

    /** @param end what there is to tell when the report has ended the task */
    private record Stored(StoredTask task, boolean repeated, Optional<Lease<StoredTask>> end) {
        static Stored end(Optional<Lease<StoredTask>> end) {
            return new Stored(end.orElseThrow().row(), false, end);
        }
    }
}
