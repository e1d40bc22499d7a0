package dev.cogo.chat.presence;

import dev.cogo.chat.replica.GatewayReplica;
import dev.cogo.chat.replica.ReplicaEntry;
import dev.cogo.schema.home.AnnouncePresence;
import java.util.UUID;

/** What a gateway said of a user on a session's channel. */
final class PresenceEntry extends ReplicaEntry {
    /** A user in a session. */
    record Place(UUID userId, UUID sessionId) {}

    private final GatewayReplica<Place, PresenceEntry> gateway;
    private final PresentUser user;
    private final long hash;
    private AnnouncePresence.Entry said;

    PresenceEntry(GatewayReplica<Place, PresenceEntry> gateway, PresentUser user, AnnouncePresence.Entry said) {
        this.gateway = gateway;
        this.user = user;
        this.hash = AnnouncePresence.hashOf(said.userId(), said.sessionId());
        this.said = said;
    }

    GatewayReplica<Place, PresenceEntry> gateway() {
        return gateway;
    }

    PresentUser user() {
        return user;
    }

    @Override
    public long hash() {
        return hash;
    }

    AnnouncePresence.Entry value() {
        return said;
    }

    void update(AnnouncePresence.Entry now) {
        said = now;
    }
}
