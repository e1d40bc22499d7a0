package dev.cogo.chat.session;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.channel.SessionUpdate;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.ReadMark;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Tells the channels, and the gateways, what changed in a session. Call it after the commit. */
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

    void memberAdded(UUID sessionId, Member member) {
        tell(
                new SessionUpdate(sessionId, "member_added", member.userId(), null, member, null, Instant.now()),
                member.userId());
    }

    /** The gateways come first: the removed member's connections must leave before more is said on the channel. */
    void memberRemoved(UUID sessionId, UUID userId) {
        bus.publish(Address.ACCESS_REVOKED, new AccessRevoked(userId, sessionId));
        tell(new SessionUpdate(sessionId, "member_removed", userId, null, null, null, Instant.now()), userId);
    }

    void read(ReadMark mark) {
        publisher.publish(new Channel.OfSession(mark.sessionId()), EventName.READ, mark);
    }

    private void tell(SessionUpdate update, UUID userId) {
        publisher.publish(new Channel.OfSession(update.sessionId()), EventName.SESSION_UPDATED, update);
        publisher.publish(new Channel.OfUser(userId), EventName.SESSION_UPDATED, update);
    }
}
