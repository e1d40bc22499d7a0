package dev.cogo.agentbridge.reports;

import dev.cogo.agentbridge.completion.CompletionWriter;
import dev.cogo.agentbridge.pull.PullLease;
import dev.cogo.agentbridge.questions.Questions;
import dev.cogo.agentbridge.registry.Directory;
import dev.cogo.agentbridge.tasks.ArtifactWriter;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.TaskReading;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.agent.Artifact;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes what agents tell of their tasks, each report once. Any node may take it; the nodes' leases play no part. */
public final class Reports {
    /**
     * So many are kept to know their repetition. Progress beyond them is taken and forgotten: repeated, it changes nothing
     * either, since it only goes forward.
     */
    static final int MAX_KEPT = 1000;

    private static final Duration LATER = Duration.ofSeconds(10);

    private final Database database;
    private final Directory agents;
    private final Questions questions;
    private final CompletionWriter ends;
    private final ChannelPublisher channels;
    private final Consumer<Lease<StoredTask>> ended;
    private final Runnable asked;
    private final double pullLeaseSeconds;

    /**
     * @param pullLease how long a pull agent has a task without reporting
     * @param ended told after the commit of a task's end; must not wait
     * @param asked told after that of a question
     */
    public Reports(
            Database database,
            Directory agents,
            Questions questions,
            CompletionWriter ends,
            ChannelPublisher channels,
            Duration pullLease,
            Consumer<Lease<StoredTask>> ended,
            Runnable asked) {
        this.database = database;
        this.agents = agents;
        this.questions = questions;
        this.ends = ends;
        this.channels = channels;
        this.ended = ended;
        this.asked = asked;
        this.pullLeaseSeconds = pullLease.toMillis() / 1000.0;
    }

    /**
     * Stores a report and tells of it. A repeated one changes nothing and is answered with the task as it is.
     *
     * @throws CogoException {@code task_not_found}, also for another agent's; {@code task_finished} for a new report of a task
     *     that is over; {@code lease_lost} when the task was given to somebody else; {@code rate_limited} for too many in a
     *     minute, but not for an end; {@code invalid_token} for a secret that has ended
     */
    public Task report(TaskReport report) {
        return report(
                report, statements -> report.secretId() == null ? null : agents.bearer(statements, report.secretId()));
    }

    /** The same for what the server itself has learned of a registered agent's task. */
    public Task learned(UUID agentId, TaskReport report) {
        return report(report, statements -> agentId);
    }

    private Task report(TaskReport report, Function<Statements, @Nullable UUID> bearer) {
        if (report.type() == ReportType.INPUT_REQUIRED) {
            check(database::query, find(database::query, report, ""), report, bearer)
                    .ifPresent(task -> questions.post(task, report));
        }
        Stored stored = database.transaction(tx -> store(tx, report, bearer));
        Task task = stored.task().task();
        if (stored.end().isPresent()) {
            ended.accept(stored.end().get());
        } else if (stored.artifact() != null) {
            channels.publish(new Channel.OfTask(task.taskId()), EventName.AGENT_ARTIFACT, stored.artifact());
        } else if (!stored.repeated()) {
            if (report.type() == ReportType.INPUT_REQUIRED) {
                asked.run();
            }
            channels.publish(new Channel.OfTask(task.taskId()), EventName.AGENT_PROGRESS, task);
        }
        return task;
    }

    private Stored store(Statements tx, TaskReport report, Function<Statements, @Nullable UUID> bearer) {
        // The row's lock puts the reports of a task one after the other, also against its end by a deadline.
        StoredTask task = find(tx, report, " FOR UPDATE");
        if (check(tx, task, report, bearer).isEmpty()) {
            return new Stored(task, true, null, Optional.empty());
        }
        StoredTask changed = advance(tx, report);
        keep(tx, report);
        return switch (report.type()) {
            case PROGRESS -> new Stored(changed, false, null, Optional.empty());
            case ARTIFACT ->
                new Stored(
                        changed,
                        false,
                        ArtifactWriter.add(tx, task.id(), Objects.requireNonNull(report.artifact())),
                        Optional.empty());
            case INPUT_REQUIRED -> new Stored(questions.store(tx, task, report), false, null, Optional.empty());
            case RESULT -> Stored.end(ends.completed(tx, task.id(), report.result()));
            case ERROR -> Stored.end(ends.failed(tx, task.id(), new TaskError("agent_error", report.error())));
        };
    }

    private static StoredTask find(Statements statements, TaskReport report, String lock) {
        return statements
                .query("SELECT " + StoredTask.COLUMNS + " FROM agent_tasks WHERE id = $1" + lock, report.taskId())
                .stream()
                .findFirst()
                .map(StoredTask::of)
                .orElseThrow(TaskReading::notFound);
    }

    /** The task, when the report is to be taken; empty when it was. */
    private Optional<StoredTask> check(
            Statements statements, StoredTask task, TaskReport report, Function<Statements, @Nullable UUID> bearer) {
        if (!Objects.equals(bearer.apply(statements), task.agentId())) {
            throw TaskReading.notFound();
        }
        if (isKnown(statements, report)) {
            return Optional.empty();
        }
        if (task.ended()) {
            throw new CogoException(
                    ErrorCode.TASK_FINISHED, "the task is " + task.status().wireName() + " already");
        }
        if ((task.pull() || report.leaseId() != null) && !PullLease.isHeld(task, report.leaseId())) {
            throw new CogoException(ErrorCode.LEASE_LOST, "the lease is over, and the task with somebody else");
        }
        return Optional.of(task);
    }

    private static boolean isKnown(Statements tx, TaskReport report) {
        return tx.query(
                                "SELECT 1 FROM agent_task_events WHERE task_id = $1 AND event_id = $2",
                                report.taskId(),
                                report.eventId())
                        .size()
                > 0;
    }

    // The result itself stands in the task, an artifact and a question in tables of their own.
    private static void keep(Statements tx, TaskReport report) {
        tx.query(
                """
                INSERT INTO agent_task_events (task_id, event_id, type, payload)
                SELECT $1::uuid, $2::text, $3::text, $4::jsonb
                WHERE $3 <> 'progress' OR (SELECT count(*) FROM agent_task_events WHERE task_id = $1) < $5""",
                report.taskId(),
                report.eventId(),
                report.type().wireName(),
                new JsonObject()
                        .put("progress", report.progress())
                        .put("note", report.note())
                        .put("error", report.error()),
                (long) MAX_KEPT);
    }

    // Reports may overtake each other on the way, so progress never goes back, nor does the note to that of an earlier
    // one. Each
    // is a sign of life, but where the agent waits for an answer.
    private StoredTask advance(Statements tx, TaskReport report) {
        boolean anyway = report.type() == ReportType.RESULT || report.type() == ReportType.ERROR;
        RowSet<Row> rows = tx.query(
                """
                UPDATE agent_tasks SET
                    status = CASE WHEN status = 'input_required' THEN status ELSE 'working' END,
                    note = CASE WHEN coalesce($2::integer, progress) >= progress THEN coalesce($3, note) ELSE note END,
                    progress = greatest(progress, coalesce($2::integer, 0)),
                    deadline = CASE WHEN status = 'input_required' THEN deadline
                                    ELSE now() + make_interval(secs => silence_seconds
                                                                       + CASE WHEN pull THEN $4::float8 ELSE 0 END) END,
                    lease_until = CASE WHEN pull AND status = 'working' THEN now() + make_interval(secs => $4::float8)
                                       ELSE lease_until END,
                    reports = CASE WHEN reports_since <= now() - interval '1 minute' THEN 1 ELSE reports + 1 END,
                    reports_since = CASE WHEN reports_since <= now() - interval '1 minute' THEN now() ELSE reports_since END,
                    updated_at = now()
                WHERE id = $1
                  AND ($5::boolean OR reports < reports_per_minute OR reports_since <= now() - interval '1 minute')
                RETURNING """ + " " + StoredTask.COLUMNS,
                report.taskId(),
                report.progress(),
                report.note(),
                pullLeaseSeconds,
                anyway);
        return rows.stream()
                .findFirst()
                .map(StoredTask::of)
                .orElseThrow(() -> CogoException.retryAfter(
                        ErrorCode.RATE_LIMITED, "these are too many reports of one task in a minute", LATER));
    }

    /**
     * @param artifact the piece that was stored
     * @param end what there is to tell when the report has ended the task
     */
    private record Stored(
            StoredTask task, boolean repeated, @Nullable Artifact artifact, Optional<Lease<StoredTask>> end) {
        static Stored end(Optional<Lease<StoredTask>> end) {
            return new Stored(end.orElseThrow().row(), false, null, end);
        }
    }
}
