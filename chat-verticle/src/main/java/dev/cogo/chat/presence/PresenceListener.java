package dev.cogo.chat.presence;

import dev.cogo.schema.event.PresenceChange;
import dev.cogo.schema.event.PresenceSummary;
import java.time.Instant;
import java.util.UUID;

/** What hears of presence at a home. */
interface PresenceListener {
    /** For the session's channel. */
    void changed(PresenceChange change);

    /** For the session's channel. */
    void summed(PresenceSummary summary);

    /** A user is no longer on a session's channel. */
    void left(UUID userId, UUID sessionId, Instant lastSeen);
}
