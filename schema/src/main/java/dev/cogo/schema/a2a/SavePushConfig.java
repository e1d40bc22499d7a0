package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * A user's wish to be told of a task; it takes the place of theirs with the same id.
 *
 * @param alsoNow whether they are told too how the task stands, if it waits for somebody or has ended
 */
public record SavePushConfig(UUID userId, UUID taskId, PushConfig config, boolean alsoNow) implements BusRecord {}
