package dev.cogo.ai.answer;

import dev.cogo.ai.provider.TextSink;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.AiDelta;
import dev.cogo.schema.event.AiDone;
import dev.cogo.schema.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever asked, and the session's channel, what the AI writes. As soon as the asker's gateway answers that nobody waits
 * there any more, no more is wanted. What it holds is bounded by the length of an answer.
 */
final class AnswerStream implements TextSink {
    private final Bus bus;
    private final ChannelPublisher publisher;
    private final StreamTo to;
    private final Message question;
    private int index;
    private volatile boolean gone;

    AnswerStream(Bus bus, ChannelPublisher publisher, StreamTo to, Message question) {
        this.bus = bus;
        this.publisher = publisher;
        this.to = to;
        this.question = question;
    }

    @Override
    public boolean write(String piece) {
        if (gone) {
            return false;
        }
        AnswerDelta delta = new AnswerDelta(to.streamId(), index++, piece);
        bus.requestPrivate(to.place(), Address.ANSWER_DELTA, delta).onFailure(nobody -> gone = true);
        publish(EventName.AI_DELTA, new AiDelta(question.sessionId(), question.id(), delta.index(), piece));
        return true;
    }

    /** @param error why there is no answer; null when there is one */
    void done(@Nullable ErrorCode error) {
        publish(
                EventName.AI_DONE,
                new AiDone(question.sessionId(), question.id(), error == null ? null : error.wireName()));
    }

    private void publish(EventName event, Object payload) {
        publisher.publish(new Channel.OfSession(question.sessionId()), event, payload);
    }
}
