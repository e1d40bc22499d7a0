package dev.cogo.schema.agent;

import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.Map;

/**
 * What was said about a task.
 *
 * @param params what its agent was given
 * @param inputs what the agent asked and was answered, in this order
 */
public record TaskHistory(Map<String, Object> params, List<TaskInput> inputs) implements BusRecord {
    public TaskHistory {
        params = Json.frozen(params);
        inputs = List.copyOf(inputs);
    }
}
