package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.text.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of task that an agent takes.
 *
 * @param taskType as a task names it
 * @param title one line for people, at most {@link #MAX_TITLE} characters
 * @param description at most {@link #MAX_DESCRIPTION} characters
 * @param params a JSON Schema of the task's params, at most {@link #MAX_SCHEMA_BYTES}; null when anything goes
 */
public record AgentSkill(
        String taskType,
        @Nullable String title,
        @Nullable String description,
        @Nullable Map<String, Object> params) {
    public static final int MAX_TITLE = 100;
    public static final int MAX_DESCRIPTION = 500;
    public static final int MAX_SCHEMA_BYTES = 8 * 1024;

    public AgentSkill {
        StartTask.checkTaskType(taskType);
        Content.checkLine(title, "title", MAX_TITLE);
        Content.checkLine(description, "description", MAX_DESCRIPTION);
        params = Json.frozen(params);
        if (params != null) {
            Content.checkJson(params, "params", MAX_SCHEMA_BYTES);
            if (!"object".equals(params.get("type"))) {
                throw CogoException.invalid("the schema of " + taskType + "'s params must have the type object");
            }
        }
    }
}
