package dev.cogo.schema.agent;

import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as members of its session see it.
 *
 * @param taskId also names the channel {@code agent_tasks_{taskId}}
 * @param progress 0 to 100, as the agent last said
 * @param note the agent's last word on what it is doing
 * @param result the agent's result, when completed
 * @param error why it failed, when failed
 * @param question what the agent wants to know, when it needs input
 * @param canceledBy who ended it, when canceled
 * @param attempts how often it was handed to an agent
 */
public record Task(
        UUID taskId,
        UUID sessionId,
        UUID userId,
        String taskType,
        String agent,
        TaskStatus status,
        int progress,
        @Nullable String note,
        @Nullable Map<String, Object> result,
        @Nullable TaskError error,
        @Nullable TaskQuestion question,
        @Nullable UUID canceledBy,
        int attempts,
        Instant createdAt,
        Instant updatedAt)
        implements BusRecord {
    public Task {
        result = Json.frozen(result);
    }
}
