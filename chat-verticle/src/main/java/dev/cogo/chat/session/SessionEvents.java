package dev.cogo.chat.session;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.channel.SessionUpdate;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.ReadMark;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;

/**
 * Tells users, gateways and channels what is no event of a timeline, or must reach somebody beside it. Call it after the
 * commit.
 */
public final class SessionEvents {
    private final Bus bus;
    private final ChannelPublisher publisher;

    public SessionEvents(Bus bus, ChannelPublisher publisher) {
        this.bus = bus;
        this.publisher = publisher;
    }

    /** Nobody can listen to a new session's channel yet: each member hears of it on their own. */
    void created(UUID sessionId, UUID creator, Collection<UUID> members) {
        SessionUpdate update = new SessionUpdate(sessionId, "created", creator, creator, null, null, Instant.now());
        members.forEach(member -> publisher.publish(new Channel.OfUser(member), EventName.SESSION_UPDATED, update));
    }

    /** Tells the user whom the change concerns, who may not listen to the session's channel yet, or no longer. */
    public void tellUser(SessionUpdate update) {
        UUID userId = Objects.requireNonNull(update.userId());
        publisher.publish(new Channel.OfUser(userId), EventName.SESSION_UPDATED, update);
    }

    /** Makes the gateways end what the user hears of the session; completes when they have, see {@link Bus#tellGateways}. */
    public Future<Void> revokeAccess(UUID sessionId, UUID userId) {
        return bus.tellGateways(Address.ACCESS_REVOKED, new AccessRevoked(userId, sessionId));
    }

    void read(ReadMark mark) {
        publisher.publish(new Channel.OfSession(mark.sessionId()), EventName.READ, mark);
    }
}
