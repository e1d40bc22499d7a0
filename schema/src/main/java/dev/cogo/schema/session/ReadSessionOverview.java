package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request for one session. */
public record ReadSessionOverview(UUID sessionId) implements BusRecord {}
