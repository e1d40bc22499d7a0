package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.completion.TaskCompletion;
import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.notices.TaskMessages;
import dev.cogo.agentbridge.tasks.Admission;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a task that this node has the lease on to its agent, once. A task that comes here as {@code working} has lost its node:
 * the agent is told again, with a callback URL that works, and how long that may go on is limited by the deadline instead of
 * the number of attempts, because the agent is probably at work.
 */
public final class Delegation {
    private static final Logger LOG = LoggerFactory.getLogger(Delegation.class);

    private final AgentTransport agents;
    private final Attempts attempts;
    private final SessionNotices notices;
    private final TaskCompletion taskCompletion;
    private final ChannelPublisher channels;
    private final Admission admission;
    private final LeaseConfig pauses;
    private final int maxAttempts;

    /** @param maxAttempts how often a task that no agent has taken is offered to one */
    public Delegation(
            AgentTransport agents,
            Attempts attempts,
            SessionNotices notices,
            TaskCompletion taskCompletion,
            ChannelPublisher channels,
            Admission admission,
            LeaseConfig pauses,
            int maxAttempts) {
        this.agents = agents;
        this.attempts = attempts;
        this.notices = notices;
        this.taskCompletion = taskCompletion;
        this.channels = channels;
        this.admission = admission;
        this.pauses = pauses;
        this.maxAttempts = maxAttempts;
    }

    /** Makes one attempt and does what follows from it. Waits. */
    public void delegate(Lease<StoredTask> lease) {
        StoredTask task = lease.row();
        if (task.attempts() == 0 && !notices.post(TaskMessages.started(task.task()))) {
            lease.release(pauses.pauseAfter(1));
            return;
        }
        attempts.begin(lease).ifPresent(this::attempt);
    }

    private void attempt(Lease<StoredTask> attempt) {
        switch (agents.offer(attempt.row(), attempts.answers(attempt))) {
            case AgentAnswer.Accepted accepted -> attempts.accepted(attempt).ifPresent(this::taken);
            case AgentAnswer.Followed followed -> follow(attempt, followed.pause());
            case AgentAnswer.Completed completed -> taskCompletion.complete(attempt, completed.result());
            case AgentAnswer.Refused refused -> taskCompletion.refused(attempt, refused.error());
            case AgentAnswer.Missed missed -> missed(attempt, missed);
        }
    }

    /** The agent is at work; the lease lasts until its end is told. */
    private void taken(Lease<StoredTask> lease) {
        lease.keep();
        publish(lease.row());
        admission.admit(lease.row().task().agent());
    }

    /** The agent is at work; it is asked again after a pause, by whoever then has the task. */
    private void follow(Lease<StoredTask> attempt, Duration pause) {
        boolean first = attempt.row().status() == TaskStatus.QUEUED;
        attempts.accepted(attempt).ifPresent(lease -> {
            if (first) {
                publish(lease.row());
                admission.admit(lease.row().task().agent());
            }
            lease.release(pause);
        });
    }

    private void missed(Lease<StoredTask> attempt, AgentAnswer.Missed missed) {
        StoredTask task = attempt.row();
        LOG.info(
                "task {}: attempt {}: {}",
                task.id(),
                task.attempts(),
                missed.error().message());
        if (task.status() == TaskStatus.QUEUED && task.attempts() >= maxAttempts) {
            taskCompletion.untaken(attempt, missed.error());
            return;
        }
        publish(task);
        Duration pause = pauses.pauseAfter(task.attempts());
        attempt.release(pause.compareTo(missed.pause()) < 0 ? missed.pause() : pause);
    }

    private void publish(StoredTask task) {
        channels.publish(new Channel.OfTask(task.id()), EventName.AGENT_PROGRESS, task.task());
    }
}
