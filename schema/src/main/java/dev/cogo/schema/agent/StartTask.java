package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.Content;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's request to hand work to an agent.
 *
 * @param taskType what to do, in the agent's terms: letters, digits, {@code _ . -}, at most 64
 * @param params what the agent needs, at most {@link #MAX_PARAMS_BYTES} as JSON
 * @param agent the handle of an agent; null for the default one
 */
public record StartTask(
        UUID userId,
        UUID sessionId,
        String taskType,
        Map<String, Object> params,
        @Nullable String agent) implements BusRecord {
    public static final int MAX_PARAMS_BYTES = 64 * 1024;

    public StartTask {
        checkTaskType(taskType);
        params = params == null ? Map.of() : Json.frozen(params);
        Content.checkJson(params, "params", MAX_PARAMS_BYTES);
    }

    static void checkTaskType(String taskType) {
        if (taskType == null || !taskType.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw CogoException.invalid("taskType must be 1 to 64 letters, digits, _ . or -");
        }
    }
}
