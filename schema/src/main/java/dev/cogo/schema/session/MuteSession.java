package dev.cogo.schema.session;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** A member's wish to get no notifications of a session, or to get them again. Nobody else hears of it. */
public record MuteSession(UUID userId, UUID sessionId, boolean muted) implements ForSession {}
