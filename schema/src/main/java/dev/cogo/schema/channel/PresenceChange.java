package dev.cogo.schema.channel;

import dev.cogo.schema.presence.PresenceStatus;
import java.time.Instant;
import java.util.UUID;

/** The payload of {@code user_presence}. */
public record PresenceChange(
        UUID userId, UUID sessionId, String displayName, PresenceStatus status, Instant lastSeen) {}
