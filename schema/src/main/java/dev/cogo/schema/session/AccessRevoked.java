package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** That a user may no longer listen to a session's channel, nor to those of its tasks unless they own them. */
public record AccessRevoked(UUID userId, UUID sessionId) implements BusRecord {}
