package dev.cogo.agentbridge.completion;

import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.notices.TaskMessages;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.webhook.Outbox;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the end of a task, on its channel and in its session, and then notes that it is told. A node that dies on the way
 * leaves a row that is not announced, and another tells it again: the message by its client id has no second copy, and the
 * event says the same as before.
 */
public final class CompletionNotice {
    private static final Logger LOG = LoggerFactory.getLogger(CompletionNotice.class);

    private final Database database;
    private final SessionNotices notices;
    private final ChannelPublisher channels;
    private final Consumer<StoredTask> told;
    private final Duration pause;

    /**
     * @param told told what is told: its agent has room for another task
     * @param pause before another try when the chat is away
     */
    public CompletionNotice(
            Database database,
            SessionNotices notices,
            ChannelPublisher channels,
            Consumer<StoredTask> told,
            Duration pause) {
        this.database = database;
        this.notices = notices;
        this.channels = channels;
        this.told = told;
        this.pause = pause;
    }

    /** Tells the end of a task. Waits. */
    public void publish(Lease<StoredTask> lease) {
        StoredTask ended = lease.row();
        channels.publish(new Channel.OfTask(ended.id()), EventName.AGENT_RESULT, ended.task());
        if (!notices.post(TaskMessages.ended(ended.task()))) {
            lease.release(pause);
            return;
        }
        database.transaction(tx -> {
            Outbox.add(tx, ended.task());
            return tx.query("""
                    UPDATE agent_tasks SET announced = true, lease_owner = NULL, lease_until = NULL
                    WHERE id = $1""", ended.id());
        });
        lease.forget();
        told.accept(ended);
        LOG.info("task {} {}", ended.id(), ended.status().wireName());
    }
}
