package dev.cogo.chat.message;

import dev.cogo.schema.bus.Cost;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one writer of messages. A call returns when its messages are committed; a repeated {@code clientMessageId} gives what
 * was stored first. The channels hear of new messages after the commit and, from this node, in the order of their seqs.
 *
 * <p>Sessions are spread over a few lanes. A lane stores in one transaction what arrived during its previous one, so that
 * many senders share the price of a flush to disk, and a session that waits for another node's lock holds up its own lane
 * only. Use it on its verticle's context; a node has one.
 */
public final class MessageWriter {
    // Two transactions under way keep PostgreSQL busy while the other waits for the disk; more only make the batches
    // smaller.
    private static final int LANES = 2;

    private final List<WriteLane> lanes;
    private final Promise<Void> lastCallEnded = Promise.promise();
    private int calls;

    /** Makes the writer for a virtual-thread verticle's context. */
    public MessageWriter(Context context, Database database, ChannelPublisher publisher) {
        MessageStore store = new MessageStore(database);
        MessageEvents events = new MessageEvents(publisher);
        this.lanes = Stream.generate(() -> new WriteLane(context, store, events))
                .limit(LANES)
                .toList();
    }

    /** Stores a member's messages; fails with {@code session_not_found}, {@code message_not_found}, {@code overloaded}. */
    public StoredMessages send(SendMessages request) {
        return write(Submission.of(request));
    }

    /** Stores a message of a service of the house; fails as {@link #send} does. */
    public StoredMessages post(PostMessage request) {
        return write(Submission.of(request));
    }

    /** Refuses new messages and returns when all accepted ones are stored and their senders know. */
    public void close() {
        lanes.forEach(WriteLane::refuse);
        // Not the lanes but the calls are waited for: a stopped verticle's context interrupts whoever still waits in
        // it.
        if (calls > 0) {
            lastCallEnded.future().await();
        }
    }

    private StoredMessages write(Submission submission) {
        WriteLane lane = lanes.get(Math.floorMod(submission.sessionId().hashCode(), LANES));
        calls++;
        try {
            StoredMessages stored = new StoredMessages(lane.submit(submission).await());
            // The statements are shared with others; one stands for this request's part in them.
            Cost.current().ifPresent(Cost::addDbQuery);
            return stored;
        } finally {
            calls--;
            if (calls == 0 && lane.isRefusing()) {
                lastCallEnded.tryComplete();
            }
        }
    }
}
