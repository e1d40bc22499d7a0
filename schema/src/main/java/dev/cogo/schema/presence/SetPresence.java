package dev.cogo.schema.presence;

import dev.cogo.schema.session.ForSession;
import java.util.Objects;
import java.util.UUID;

/**
 * A gateway's word on a user.
 *
 * @param gateway the gateway node's id, the same as in {@link BeatPresence}
 * @param status {@code offline} when the user's last connection on that node left the channel
 */
public record SetPresence(UUID userId, UUID sessionId, String gateway, PresenceStatus status) implements ForSession {
    public SetPresence {
        Objects.requireNonNull(gateway);
        Objects.requireNonNull(status);
    }
}
