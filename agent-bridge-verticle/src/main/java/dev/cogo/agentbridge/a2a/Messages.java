package dev.cogo.agentbridge.a2a;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.StoredTask.Remote;
import dev.cogo.schema.agent.TaskInput;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said to A2A agents, and what they say (section 4.1.4). */
final class Messages {
    private Messages() {}

    /** The message that begins a task: its params, as they are or as the message that they came as. */
    static JsonObject first(StoredTask task, @Nullable String context) {
        JsonObject message = message(task.id().toString(), parts(task.params()))
                .put("metadata", new JsonObject().put("taskType", task.task().taskType()));
        return context == null ? message : message.put("contextId", context);
    }

    /** The message that answers what the agent asked. */
    static JsonObject answer(StoredTask task, Remote remote, TaskInput input) {
        JsonArray text = new JsonArray().add(new JsonObject().put("text", input.answer()));
        JsonObject message = message(task.id() + "-" + remote.inputs(), text).put("taskId", remote.id());
        return remote.context() == null ? message : message.put("contextId", remote.context());
    }

    /** The words of a message; empty if it has none. */
    static String text(JsonObject message) {
        return message.getValue("parts") instanceof JsonArray parts
                ? parts.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(part -> ((JsonObject) part).getValue("text"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.joining("\n"))
                : "";
    }

    private static JsonObject message(String id, JsonArray parts) {
        return new JsonObject().put("messageId", id).put("role", "ROLE_USER").put("parts", parts);
    }

    private static JsonArray parts(Map<String, Object> params) {
        if (params.get("parts") instanceof List<?> parts && !parts.isEmpty()) {
            return new JsonArray(parts);
        }
        return params.size() == 1 && params.get("text") instanceof String text
                ? new JsonArray().add(new JsonObject().put("text", text))
                : new JsonArray().add(new JsonObject().put("data", params));
    }
}
