package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * A request to end a task.
 *
 * @param operator whether the user may end anybody's
 */
public record CancelTask(UUID userId, UUID taskId, boolean operator) implements BusRecord {}
