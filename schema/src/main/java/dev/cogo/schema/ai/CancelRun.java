package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A wish to end a run, by who asked or by an owner or admin of the session. */
public record CancelRun(UUID userId, UUID runId) implements BusRecord {}
