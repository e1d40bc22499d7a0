package dev.cogo.schema.presence;

import java.time.Instant;
import java.util.UUID;

/** Somebody on a channel; {@code lastSeen} is when a gateway last said so. */
public record Presence(UUID userId, String displayName, PresenceStatus status, Instant lastSeen) {}
