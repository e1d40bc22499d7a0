package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for a task's state; a foreign task and a missing one look alike. */
public record ReadTask(UUID userId, UUID taskId) implements BusRecord {}
