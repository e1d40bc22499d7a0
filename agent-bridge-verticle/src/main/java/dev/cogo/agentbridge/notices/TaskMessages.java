package dev.cogo.agentbridge.notices;

import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.text.Content;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two messages of a task. Their client ids come from the task, so that posting one again changes nothing. */
public final class TaskMessages {
    private TaskMessages() {}

    /** Tells the session that a task begins, so that every member can watch its channel. */
    public static PostMessage started(Task task) {
        Map<String, Object> metadata = metadata(task);
        metadata.put("status", TaskStatus.QUEUED.wireName());
        String content = "Task " + task.taskType() + " was handed to an agent";
        return message(task, MessageType.SYSTEM, "started", content, metadata);
    }

    /** Tells the session how a task ended. */
    public static PostMessage ended(Task task) {
        Map<String, Object> metadata = metadata(task);
        metadata.put("status", task.status().wireName());
        TaskError error = task.error();
        if (error != null) {
            metadata.put("error", Map.of("code", error.code(), "message", error.message()));
            String content = "Task " + task.taskType() + " failed: " + error.message();
            return message(task, MessageType.AGENT_RESULT, "end", content, metadata);
        }
        addResult(metadata, task.result() == null ? Map.of() : task.result());
        return message(task, MessageType.AGENT_RESULT, "end", summary(task), metadata);
    }

    // A result may be larger than a message's metadata; whoever wants it then reads the task.
    private static void addResult(Map<String, Object> metadata, Map<String, Object> result) {
        metadata.put("result", result);
        if (Json.length(metadata) > NewMessage.MAX_METADATA_BYTES) {
            metadata.remove("result");
            metadata.put("resultOmitted", true);
        }
    }

    private static String summary(Task task) {
        if (task.result() != null && task.result().get("summary") instanceof String summary) {
            try {
                return Content.check(summary);
            } catch (CogoException e) {
                // a summary that no message can hold is replaced
            }
        }
        return "Task " + task.taskType() + " is done";
    }

    private static Map<String, Object> metadata(Task task) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("taskId", task.taskId().toString());
        metadata.put("taskType", task.taskType());
        metadata.put("userId", task.userId().toString());
        return metadata;
    }

    private static PostMessage message(
            Task task, MessageType type, String event, String content, Map<String, Object> metadata) {
        String clientMessageId = "task:" + task.taskId() + ":" + event;
        return new PostMessage(task.sessionId(), type, new NewMessage(content, clientMessageId, null, metadata));
    }
}
