package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request to delete a session with all that is in it. */
public record DeleteSession(UUID sessionId) implements BusRecord {}
