package dev.cogo.chat.timeline;

import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.BatchMessages;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import java.util.List;

/** Tells a session's channel what was stored: one event for a submission, none for a repeated one. */
final class TimelineEvents {
    private final ChannelPublisher publisher;
    private final AfterCommit afterCommit;

    TimelineEvents(ChannelPublisher publisher, AfterCommit afterCommit) {
        this.publisher = publisher;
        this.afterCommit = afterCommit;
    }

    void publish(TimelineEntry entry, Outcome outcome) {
        if (entry instanceof Submission submission && outcome instanceof Outcome.Stored stored) {
            publish(submission, stored.fresh());
            if (stored.asking()) {
                afterCommit.asked(submission.sessionId());
            }
        } else if (entry instanceof TimelineEntry.OfChange(Change<?> change)
                && outcome instanceof Outcome.Changed changed) {
            committed(change, changed);
        }
    }

    private void publish(Submission submission, List<Message> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        Channel channel = new Channel.OfSession(submission.sessionId());
        Message last = fresh.getLast();
        if (submission.messages().size() == 1) {
            publisher.publish(new ChannelEvent(EventName.NEW_MESSAGE, channel, last.seq(), last));
        } else {
            BatchMessages batch = new BatchMessages(Ids.next(), fresh);
            publisher.publish(new ChannelEvent(EventName.BATCH_MESSAGES, channel, last.seq(), batch));
        }
        afterCommit.stored(fresh);
    }

    @SuppressWarnings("unchecked") // the result is what this very change gave
    private <R> void committed(Change<R> change, Outcome.Changed changed) {
        change.committed((R) changed.result(), () -> changed.events().forEach(publisher::publish));
        afterCommit.changed(change.sessionId(), changed.events());
    }
}
