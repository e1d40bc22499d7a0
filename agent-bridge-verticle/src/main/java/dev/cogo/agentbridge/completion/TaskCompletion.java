package dev.cogo.agentbridge.completion;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.agent.TaskError;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends tasks for which the bridge itself knows the end: writes it, then tells it. */
public final class TaskCompletion {
    private static final Logger LOG = LoggerFactory.getLogger(TaskCompletion.class);
    private static final int MAX_SILENT = 100;

    private final Database database;
    private final CompletionWriter writer;
    private final CompletionNotice notice;
    private final Runnable due;

    /** @param due told when there are ends to tell */
    public TaskCompletion(Database database, CompletionWriter writer, CompletionNotice notice, Runnable due) {
        this.database = database;
        this.writer = writer;
        this.notice = notice;
        this.due = due;
    }

    /** The agent did the task at once. */
    public void complete(Lease<StoredTask> attempt, Map<String, Object> result) {
        writer.completed(database::query, attempt.id(), result).ifPresent(notice::publish);
    }

    /** The agent refused the task. */
    public void refused(Lease<StoredTask> attempt, TaskError error) {
        writer.refused(database::query, attempt, error).ifPresent(this::tellFailure);
    }

    /** No agent took the task, and there will be no further attempt. */
    public void untaken(Lease<StoredTask> attempt, TaskError error) {
        writer.untaken(database::query, attempt, error).ifPresent(this::tellFailure);
    }

    /** Writes the end of tasks of which nothing has been heard for too long. They are told when they are claimed. */
    public void endSilent() {
        List<StoredTask> ended = writer.silent(database::query, MAX_SILENT);
        ended.forEach(TaskCompletion::log);
        if (!ended.isEmpty()) {
            due.run();
        }
    }

    private void tellFailure(Lease<StoredTask> failed) {
        log(failed.row());
        notice.publish(failed);
    }

    // The sentence may be the agent's, so it stays out of the log.
    private static void log(StoredTask failed) {
        if (failed.task().error() != null) {
            LOG.warn(
                    "task {} for agent {} failed with {} after {} attempts",
                    failed.id(),
                    failed.task().agent(),
                    failed.task().error().code(),
                    failed.task().attempts());
        }
    }
}
