package dev.cogo.chat.presence;

import dev.cogo.schema.home.AnnouncePresence;

/** What a gateway said of a user on a session's channel. */
final class PresenceEntry {
    private final GatewayPresence gateway;
    private final PresentUser user;
    private final long hash;
    private AnnouncePresence.Entry said;
    /** The gateway's generation when it said so. */
    private int generation;

    PresenceEntry(GatewayPresence gateway, PresentUser user, AnnouncePresence.Entry said) {
        this.gateway = gateway;
        this.user = user;
        this.hash = AnnouncePresence.hashOf(said.userId(), said.sessionId());
        this.said = said;
        // None: the gateway counts it when it confirms it.
        this.generation = -1;
    }

    GatewayPresence gateway() {
        return gateway;
    }

    PresentUser user() {
        return user;
    }

    long hash() {
        return hash;
    }

    AnnouncePresence.Entry value() {
        return said;
    }

    void update(AnnouncePresence.Entry now) {
        said = now;
    }

    int generation() {
        return generation;
    }

    void confirm(int current) {
        generation = current;
    }
}
