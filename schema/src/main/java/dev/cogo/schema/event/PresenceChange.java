package dev.cogo.schema.event;

import dev.cogo.schema.json.Json;
import dev.cogo.schema.presence.PresenceStatus;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The payload of {@code user_presence}; the fields are those of {@link dev.cogo.schema.presence.Presence}. */
public record PresenceChange(
        UUID userId,
        UUID sessionId,
        String displayName,
        PresenceStatus status,
        Instant lastSeen,
        int devices,
        @Nullable Map<String, Object> state) {
    public PresenceChange {
        state = Json.frozen(state);
    }
}
