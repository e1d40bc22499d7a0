package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.completion.TaskCompletion;
import dev.cogo.agentbridge.leases.WorkLoop;
import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.notices.TaskMessages;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.channel.ChannelPublisher;
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

    private final AgentClient agents;
    private final Attempts attempts;
    private final SessionNotices notices;
    private final TaskCompletion taskCompletion;
    private final WorkLoop work;
    private final ChannelPublisher channels;
    private final Backoff backoff;
    private final int maxAttempts;

    /**
     * @param firstPause after the first failed attempt
     * @param maxAttempts how often a task that no agent has taken is offered to one, before it fails
     */
    public Delegation(
            AgentClient agents,
            Attempts attempts,
            SessionNotices notices,
            TaskCompletion taskCompletion,
            WorkLoop work,
            ChannelPublisher channels,
            Duration firstPause,
            int maxAttempts) {
        this.agents = agents;
        this.attempts = attempts;
        this.notices = notices;
        this.taskCompletion = taskCompletion;
        this.work = work;
        this.channels = channels;
        this.backoff = new Backoff(firstPause);
        this.maxAttempts = maxAttempts;
    }

    /** Makes one attempt and does what follows from it. Waits. */
    public void delegate(StoredTask task) {
        boolean isNew = task.task().attempts() == 0;
        if (isNew && !notices.post(TaskMessages.started(task.task()))) {
            work.postpone(task, backoff.after(1));
            return;
        }
        attempts.begin(task).ifPresent(this::attempt);
    }

    private void attempt(StoredTask attempt) {
        switch (agents.offer(attempt)) {
            case AgentAnswer.Accepted accepted -> attempts.accepted(attempt).ifPresent(this::publish);
            case AgentAnswer.Completed completed -> taskCompletion.complete(attempt, completed.result());
            case AgentAnswer.Refused refused -> taskCompletion.refused(attempt, refused.error());
            case AgentAnswer.Missed missed -> missed(attempt, missed);
        }
    }

    private void missed(StoredTask attempt, AgentAnswer.Missed missed) {
        int number = attempt.task().attempts();
        LOG.info("task {}: attempt {}: {}", attempt.id(), number, missed.error().message());
        if (attempt.status() == TaskStatus.QUEUED && number >= maxAttempts) {
            taskCompletion.untaken(attempt, missed.error());
            return;
        }
        publish(attempt);
        Duration pause = backoff.after(number);
        work.postpone(attempt, pause.compareTo(missed.pause()) < 0 ? missed.pause() : pause);
    }

    private void publish(StoredTask task) {
        channels.publish(new Channel.OfTask(task.id()), EventName.AGENT_PROGRESS, task.task());
    }
}
