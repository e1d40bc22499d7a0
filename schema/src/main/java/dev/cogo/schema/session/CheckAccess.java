package dev.cogo.schema.session;

import dev.cogo.schema.bus.BusRecord;
import java.util.UUID;

/** Asks whether the user is a member; fails with {@code session_not_found} for a foreign session as for a missing one. */
public record CheckAccess(UUID userId, UUID sessionId) implements BusRecord {}
