package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's wish to be told no more of a task in one place; there need not be one. */
public record DeletePushConfig(UUID userId, UUID taskId, String id) implements BusRecord {}
