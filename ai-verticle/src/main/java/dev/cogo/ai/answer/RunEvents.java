package dev.cogo.ai.answer;

import dev.cogo.ai.run.Run;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.AiDelta;
import dev.cogo.schema.event.AiDone;
import dev.cogo.schema.event.AiSnapshot;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a session hears of its runs. */
final class RunEvents {
    private final ChannelPublisher publisher;

    RunEvents(ChannelPublisher publisher) {
        this.publisher = publisher;
    }

    /** All that an attempt has written so far. */
    void snapshot(Run run, AssistantCard assistant, String text) {
        publish(
                run,
                EventName.AI_RUN,
                new AiSnapshot(
                        run.sessionId(),
                        run.questionId(),
                        run.id(),
                        run.userId(),
                        assistant,
                        run.variant(),
                        run.attempts(),
                        text.length(),
                        text));
    }

    void delta(Run run, AiDelta delta) {
        publish(run, EventName.AI_DELTA, delta);
    }

    /** The end, with an answer's message or without. */
    void done(Run run, RunStatus status, @Nullable ErrorCode error, @Nullable UUID messageId) {
        publish(
                run,
                EventName.AI_DONE,
                new AiDone(
                        run.sessionId(),
                        run.questionId(),
                        run.id(),
                        status,
                        error == null ? null : error.wireName(),
                        messageId,
                        messageId == null ? true : null));
    }

    private void publish(Run run, EventName event, Object payload) {
        publisher.publish(new Channel.OfSession(run.sessionId()), event, payload);
    }
}
