package dev.cogo.schema.agent;

import dev.cogo.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A task that a pull agent is given.
 *
 * @param callbackPath where at this system it reports; the path's lease counts as long as it reports
 * @param leaseSeconds after so much silence the task is given to whoever asks next
 * @param inputs what it asked before, and was answered
 */
public record TaskLease(
        UUID taskId,
        UUID sessionId,
        UUID userId,
        String taskType,
        Map<String, Object> params,
        String callbackPath,
        int leaseSeconds,
        int attempt,
        List<TaskInput> inputs) {
    public TaskLease {
        params = Json.frozen(params);
        inputs = List.copyOf(inputs);
    }
}
