package dev.cogo.chat.session;

import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.activity.ActiveSession;
import dev.cogo.schema.activity.SessionActivity;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.ReadMark;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Tells users, gateways and channels what is no event of a timeline, or must reach somebody beside it. Call it after the
 * commit.
 */
public final class SessionEvents {
    private final Bus bus;
    private final ChannelPublisher publisher;
    private final AuditLog audit;

    public SessionEvents(Bus bus, ChannelPublisher publisher, AuditLog audit) {
        this.bus = bus;
        this.publisher = publisher;
        this.audit = audit;
    }

    /** Nobody can listen to a new session's channel yet: each member hears of it on their own. */
    void created(UUID sessionId, UUID creator, Collection<UUID> members) {
        SessionUpdate update = new SessionUpdate(sessionId, "created", creator, creator, null, null, Instant.now());
        audit.write(AuditEntry.done(AuditEvent.SESSION_CREATED)
                .actor(creator)
                .with("session", sessionId)
                .with("members", members.size()));
        members.forEach(member -> publisher.publish(new Channel.OfUser(member), EventName.SESSION_UPDATED, update));
    }

    /**
     * Tells the user whom the change concerns, who may not listen to the session's channel yet, or no longer; and the security
     * log.
     */
    public void tellUser(SessionUpdate update) {
        UUID userId = Objects.requireNonNull(update.userId());
        audit.write(entry(update, userId));
        publisher.publish(new Channel.OfUser(userId), EventName.SESSION_UPDATED, update);
    }

    /** Makes the gateways end what the user hears of the session; completes when they have, see {@link Bus#tellGateways}. */
    public Future<Void> revokeAccess(UUID sessionId, UUID userId) {
        return bus.tellGateways(Address.ACCESS_REVOKED, new AccessRevoked(userId, sessionId));
    }

    private static AuditEntry entry(SessionUpdate update, UUID userId) {
        AuditEvent event = switch (update.change()) {
            case "member_added" -> AuditEvent.MEMBER_ADDED;
            case "member_removed" -> AuditEvent.MEMBER_REMOVED;
            default -> AuditEvent.MEMBER_CHANGED;
        };
        AuditEntry entry =
                AuditEntry.done(event).actor(update.by()).target(userId).with("session", update.sessionId());
        Member member = update.member();
        return member == null
                ? entry
                : entry.with("role", member.role().wireName()).with("silenced_until", member.silencedUntil());
    }

    /**
     * Tells the session that somebody has read, and them at their other devices.
     *
     * @param left what they have still to read
     */
    void read(ReadMark mark, ActiveSession left) {
        publisher.publish(new Channel.OfSession(mark.sessionId()), EventName.READ, mark);
        publisher.publish(
                new Channel.OfUser(mark.userId()),
                EventName.SESSION_ACTIVITY,
                new SessionActivity(List.of(left), true));
    }
}
