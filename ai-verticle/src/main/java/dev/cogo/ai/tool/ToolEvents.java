package dev.cogo.ai.tool;

import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.AiStep;
import java.util.UUID;

/** Who hears what of a call: its session that it is made or waits, and who asked all of it, on their own channel. */
final class ToolEvents {
    private final ChannelPublisher publisher;

    ToolEvents(ChannelPublisher publisher) {
        this.publisher = publisher;
    }

    void changed(UUID userId, UUID sessionId, StoredCall call) {
        publisher.publish(
                new Channel.OfSession(sessionId),
                EventName.AI_STEP,
                new AiStep(sessionId, call.runId(), call.id(), userId, call.server(), call.tool(), call.state()));
        publisher.publish(new Channel.OfUser(userId), EventName.AI_APPROVAL, call.view(sessionId));
    }
}
