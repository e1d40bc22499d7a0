package dev.cogo.chat.timeline;

import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one writer of timelines. A call returns when its messages or its change are committed; a repeated
 * {@code clientMessageId} gives what was stored first. The channels hear of it after the commit and, from this node, in the
 * order of the seqs.
 *
 * <p>Sessions are spread over a few lanes. A lane stores in one transaction what arrived during its previous one, so that
 * many senders share the price of a flush to disk, and a session that waits for another node's lock holds up its own lane
 * only. Use it on its verticle's context; a node has one.
 */
public final class TimelineWriter {
    /**
     * Two transactions under way keep PostgreSQL busy while the other waits for the disk; more only make the batches
     * smaller. Each holds a connection.
     */
    public static final int LANES = 2;

    private final List<CommitQueue> lanes;
    private final Promise<Void> lastCallEnded = Promise.promise();
    private int calls;

    /** Makes the writer for a virtual-thread verticle's context. */
    public TimelineWriter(
            Context context,
            Database database,
            MessageCipher cipher,
            ChannelPublisher publisher,
            AfterCommit afterCommit) {
        TimelineStore store = new TimelineStore(database, cipher);
        TimelineEvents events = new TimelineEvents(publisher, afterCommit);
        WriterMetrics metrics = new WriterMetrics(NodeMetrics.of(context.owner()));
        this.lanes = Stream.generate(() -> new CommitQueue(context, store, events, metrics))
                .limit(LANES)
                .toList();
    }

    /**
     * Stores a member's messages; fails with {@code session_not_found}, {@code message_not_found}, {@code overloaded}, or
     * with what {@link WritingRules} refuse.
     */
    public StoredMessages send(SendMessages request) {
        return new StoredMessages(messages(write(Submission.of(request))));
    }

    /** Stores a message of a service of the server; fails as {@link #send} does. */
    public StoredMessages post(PostMessage request) {
        return new StoredMessages(messages(write(Submission.of(request))));
    }

    /** Makes a change; fails with {@code session_not_found}, {@code overloaded}, or what the change itself refuses. */
    public <R> R change(Change<R> change) {
        if (write(new TimelineEntry.OfChange(change)) instanceof Outcome.Changed changed) {
            @SuppressWarnings("unchecked") // the result is what this very change gave
            R result = (R) changed.result();
            return result;
        }
        throw new IllegalStateException("a change that is none");
    }

    /** Refuses new entries and returns when all accepted ones are stored and their callers know. */
    public void close() {
        lanes.forEach(CommitQueue::refuse);
        // Not the lanes but the calls are waited for: a stopped verticle's context interrupts whoever still waits in
        // it.
        if (calls > 0) {
            lastCallEnded.future().await();
        }
    }

    private static List<Message> messages(Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            return stored.messages();
        }
        throw new IllegalStateException("a submission that is none");
    }

    private Outcome write(TimelineEntry entry) {
        CommitQueue lane = lanes.get(Math.floorMod(entry.sessionId().hashCode(), LANES));
        calls++;
        try {
            Outcome outcome = lane.submit(entry).await();
            // The statements are shared with others; one stands for this request's part in them.
            Cost.current().ifPresent(Cost::addDbQuery);
            return outcome;
        } finally {
            calls--;
            if (calls == 0 && lane.isRefusing()) {
                lastCallEnded.tryComplete();
            }
        }
    }
}
