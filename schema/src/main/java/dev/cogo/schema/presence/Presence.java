package dev.cogo.schema.presence;

import dev.cogo.schema.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is on a session's channel, or when they last were.
 *
 * @param lastSeen when a server last heard of them; for somebody offline, when they last left a session's channel
 * @param devices their connections to the channel; 0 when they are offline
 * @param state what they said of themselves last; see {@link PresenceState}
 */
public record Presence(
        UUID userId,
        String displayName,
        PresenceStatus status,
        Instant lastSeen,
        int devices,
        @Nullable Map<String, Object> state) {
    public Presence {
        state = Json.frozen(state);
    }
}
