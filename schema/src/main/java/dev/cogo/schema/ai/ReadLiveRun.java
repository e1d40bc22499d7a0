package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for the run of a session that began last and is not over. */
public record ReadLiveRun(UUID userId, UUID sessionId) implements BusRecord {}
