package dev.cogo.chat.message;

import dev.cogo.schema.channel.BatchMessages;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;

/** Tells a session's channel what was stored: one event for a submission, none for a repeated one. */
final class MessageEvents {
    private final ChannelPublisher publisher;

    MessageEvents(ChannelPublisher publisher) {
        this.publisher = publisher;
    }

    void tell(Submission submission, Outcome.Stored stored) {
        if (stored.fresh().isEmpty()) {
            return;
        }
        Channel channel = new Channel.OfSession(submission.sessionId());
        Message last = stored.fresh().getLast();
        if (submission.messages().size() == 1) {
            publisher.publish(channel, EventName.NEW_MESSAGE, last.seq(), last);
        } else {
            BatchMessages batch = new BatchMessages(Ids.next(), stored.fresh());
            publisher.publish(channel, EventName.BATCH_MESSAGES, last.seq(), batch);
        }
    }
}
