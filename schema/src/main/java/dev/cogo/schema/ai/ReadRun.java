package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for a run's state; a foreign run and a missing one look alike. */
public record ReadRun(UUID userId, UUID runId) implements BusRecord {}
