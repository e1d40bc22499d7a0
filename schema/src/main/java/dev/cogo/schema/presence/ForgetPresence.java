package dev.cogo.schema.presence;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** That a user's membership has ended: they are not there any more, and do not type. */
public record ForgetPresence(UUID userId, UUID sessionId) implements ForSession {}
