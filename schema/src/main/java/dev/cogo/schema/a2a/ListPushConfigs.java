package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's request for where they are told of a task. */
public record ListPushConfigs(UUID userId, UUID taskId) implements BusRecord {}
