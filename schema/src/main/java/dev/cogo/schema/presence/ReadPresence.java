package dev.cogo.schema.presence;

import dev.cogo.schema.session.ForSession;
import java.util.UUID;

/** A member's question who is on the session's channel. */
public record ReadPresence(UUID userId, UUID sessionId) implements ForSession {}
