package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for what was said about a task; a foreign task and a missing one look alike. */
public record ReadTaskHistory(UUID userId, UUID taskId) implements BusRecord {}
