package dev.cogo.chat.presence;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.channel.PresenceChange;

/** Tells a session's channel how somebody is there now. Call it after the commit. */
public final class PresenceEvents {
    private final ChannelPublisher publisher;

    public PresenceEvents(ChannelPublisher publisher) {
        this.publisher = publisher;
    }

    void tell(PresenceChange change) {
        publisher.publish(new Channel.OfSession(change.sessionId()), EventName.USER_PRESENCE, change);
    }
}
