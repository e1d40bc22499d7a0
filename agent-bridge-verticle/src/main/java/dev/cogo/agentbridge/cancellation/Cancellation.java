package dev.cogo.agentbridge.cancellation;

import dev.cogo.agentbridge.completion.CompletionWriter;
import dev.cogo.agentbridge.delegation.AgentTransport;
import dev.cogo.agentbridge.pull.PullWaiters;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.TaskReading;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MemberRole;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Ends tasks that nobody wants any more. That is done when it is a row; then the chat is told, and then the agent: a push agent is
 * called, a few times if need be, a pull agent hears it when it asks or reports next.
 */
public final class Cancellation {
    /** An agent that hears nothing of it learns it when it reports. */
    private static final int MAX_TELLINGS = 5;

    private final Bus bus;
    private final Database database;
    private final TaskReading reading;
    private final CompletionWriter writer;
    private final AgentTransport agents;
    private final PullWaiters waiters;
    private final LeaseConfig pauses;
    private final Consumer<Lease<StoredTask>> ended;

    /** @param ended told after the commit of a task's end; must not wait */
    public Cancellation(
            Bus bus,
            Database database,
            TaskReading reading,
            CompletionWriter writer,
            AgentTransport agents,
            PullWaiters waiters,
            LeaseConfig pauses,
            Consumer<Lease<StoredTask>> ended) {
        this.bus = bus;
        this.database = database;
        this.reading = reading;
        this.writer = writer;
        this.agents = agents;
        this.waiters = waiters;
        this.pauses = pauses;
        this.ended = ended;
    }

    /**
     * Ends a task, for who asked for it, owners and admins of its session, and operators. One that is canceled stays so.
     *
     * @throws CogoException {@code task_not_found}, {@code forbidden}, {@code task_finished}
     */
    public Task cancel(CancelTask request) {
        StoredTask task = request.operator() ? any(request.taskId()) : allowed(request);
        Optional<Lease<StoredTask>> end = writer.canceled(database::query, task.id(), request.userId());
        if (end.isPresent()) {
            ended.accept(end.get());
            if (task.agentId() != null && task.pull()) {
                waiters.wake(task.agentId());
            }
            return end.get().row().task();
        }
        Task now = any(task.id()).task();
        if (now.status() != TaskStatus.CANCELED) {
            throw new CogoException(
                    ErrorCode.TASK_FINISHED, "the task is " + now.status().wireName() + " already");
        }
        return now;
    }

    /** Tells a push agent of an end that the chat knows already. Waits. */
    public void tell(Lease<StoredTask> lease) {
        StoredTask task = lease.row();
        boolean told = agents.cancel(task) || task.tellings() + 1 >= MAX_TELLINGS;
        database.query(
                """
                UPDATE agent_tasks SET tellings = tellings + 1, agent_told = $3, lease_owner = NULL, lease_until = NULL,
                                       next_attempt_at = now() + make_interval(secs => $4)
                WHERE id = $1 AND lease_owner = $2""",
                task.id(),
                lease.token(),
                told,
                pauses.pauseAfter(task.tellings() + 1).toMillis() / 1000.0);
        lease.forget();
    }

    private StoredTask allowed(CancelTask request) {
        StoredTask task = reading.find(request.userId(), request.taskId());
        if (!task.task().userId().equals(request.userId())) {
            Access access = bus.<Access>request(
                            Address.SESSION_ACCESS,
                            new CheckAccess(request.userId(), task.task().sessionId()))
                    .await();
            if (access.role() == MemberRole.MEMBER) {
                throw new CogoException(
                        ErrorCode.FORBIDDEN, "who asked for the task can cancel it, and owners and admins");
            }
        }
        return task;
    }

    private StoredTask any(UUID taskId) {
        return database.query("SELECT " + StoredTask.COLUMNS + " FROM agent_tasks WHERE id = $1", taskId).stream()
                .findFirst()
                .map(StoredTask::of)
                .orElseThrow(TaskReading::notFound);
    }
}
