package dev.cogo.schema.presence;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** That one of a direct session's two has blocked the other, or no longer: they may not see each other, or may again. */
public record RecheckPresence(UUID sessionId) implements ForSession {}
