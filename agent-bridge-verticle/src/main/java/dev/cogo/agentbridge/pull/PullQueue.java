package dev.cogo.agentbridge.pull;

import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.notices.TaskMessages;
import dev.cogo.agentbridge.questions.Questions;
import dev.cogo.agentbridge.registry.Directory;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.agent.LeaseTasks;
import dev.cogo.schema.agent.TaskLease;
import dev.cogo.schema.agent.TaskLeases;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Gives tasks to agents that ask for them. A task is given by a lease with an id of its own, which the agent's reports renew; when
 * it runs out, whoever asks next is given the task, and what the one before still says of it is refused. An answer that is lost
 * on the way is a lease that runs out.
 */
public final class PullQueue {
    /** So often a task whose lease ran out is given to somebody else. */
    static final int MAX_EXPIRIES = 4;

    // One order for all, by an index; SKIP LOCKED: two that ask at the same moment get different tasks. What an agent
    // works on at
    // once may be passed by two that ask at the same moment: it bounds the number, it does not count.
    private static final String CLAIM = """
            WITH due AS (
                SELECT id AS due_id, status AS was FROM agent_tasks
                WHERE agent_id = $1 AND pull AND status IN ('queued', 'working') AND expiries <= $2
                  AND greatest(next_attempt_at, lease_until) <= now()
                ORDER BY greatest(next_attempt_at, lease_until)
                LIMIT (SELECT greatest(0, least($3::bigint, tasks_at_once - (
                           SELECT count(*) FROM agent_tasks
                           WHERE agent = handle AND status = 'working' AND lease_until > now())))
                       FROM agents WHERE id = $1)
                FOR UPDATE SKIP LOCKED)
            UPDATE agent_tasks SET status = 'working', attempts = attempts + 1,
                                   expiries = expiries + CASE was WHEN 'working' THEN 1 ELSE 0 END,
                                   lease_owner = 'pull/' || gen_random_uuid(),
                                   lease_until = now() + make_interval(secs => $4),
                                   deadline = now() + make_interval(secs => $4 + silence_seconds), updated_at = now()
            FROM due WHERE id = due_id
            RETURNING %s""".formatted(StoredTask.COLUMNS);

    private static final String GIVE_BACK = """
            UPDATE agent_tasks SET status = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL,
                                   next_attempt_at = now() + interval '1 second'
            WHERE id = $1 AND lease_owner = $2""";

    private static final String CANCELED = """
            UPDATE agent_tasks SET agent_told = true
            WHERE agent_id = $1 AND pull AND status = 'canceled' AND NOT agent_told
            RETURNING id""";

    private final Database database;
    private final Directory agents;
    private final SessionNotices notices;
    private final ChannelPublisher channels;
    private final PullWaiters waiters;
    private final Duration lease;

    /** @param lease how long an agent has a task without reporting */
    public PullQueue(
            Database database,
            Directory agents,
            SessionNotices notices,
            ChannelPublisher channels,
            PullWaiters waiters,
            Duration lease) {
        this.database = database;
        this.agents = agents;
        this.notices = notices;
        this.channels = channels;
        this.waiters = waiters;
        this.lease = lease;
    }

    /**
     * Gives an agent tasks, and names those that were canceled since it last asked; waits for the first of either.
     *
     * @throws CogoException {@code invalid_token} for a secret that has ended, {@code rate_limited} when the agent waits too often
     *     at once
     */
    public TaskLeases lease(LeaseTasks request) {
        UUID agentId = agents.bearer(database::query, request.secretId());
        long until =
                System.nanoTime() + Duration.ofSeconds(request.waitSeconds()).toNanos();
        TaskLeases found = take(agentId, request.max());
        while (found.tasks().isEmpty() && found.canceled().isEmpty() && waiters.await(agentId, until)) {
            found = take(agentId, request.max());
        }
        return found;
    }

    private TaskLeases take(UUID agentId, int max) {
        List<TaskLease> given = new ArrayList<>();
        double seconds = lease.toMillis() / 1000.0;
        for (var row : database.query(CLAIM, agentId, MAX_EXPIRIES, (long) max, seconds)) {
            StoredTask task = StoredTask.of(row);
            // The same message is posted once, however often the task is given.
            if (notices.post(TaskMessages.started(task.task()))) {
                channels.publish(new Channel.OfTask(task.id()), EventName.AGENT_PROGRESS, task.task());
                given.add(leaseOf(task));
            } else {
                database.query(GIVE_BACK, task.id(), task.leaseOwner());
            }
        }
        List<UUID> canceled = database.query(CANCELED, agentId).stream()
                .map(row -> row.getUUID("id"))
                .toList();
        return new TaskLeases(given, canceled);
    }

    private TaskLease leaseOf(StoredTask stored) {
        var task = stored.task();
        return new TaskLease(
                task.taskId(),
                task.sessionId(),
                task.userId(),
                task.taskType(),
                stored.params(),
                "/agents/tasks/" + task.taskId() + "/events?lease=" + PullLease.idOf(stored),
                (int) Math.max(1, lease.toSeconds()),
                task.attempts(),
                Questions.answersTo(database::query, task.taskId()));
    }
}
