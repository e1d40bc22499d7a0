package dev.cogo.schema.presence;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** That a member types, or no longer. */
public record SetTyping(UUID userId, UUID sessionId, boolean isTyping) implements ForSession {}
