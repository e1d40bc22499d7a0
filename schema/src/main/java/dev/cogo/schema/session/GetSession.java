package dev.cogo.schema.session;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** A member's request for one session. */
public record GetSession(UUID userId, UUID sessionId) implements ForSession {}
