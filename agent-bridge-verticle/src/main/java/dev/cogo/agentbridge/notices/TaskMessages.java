package dev.cogo.agentbridge.notices;

import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskQuestion;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.text.CleanText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The messages of a task. Their client ids come from the task, so that posting one again changes nothing. */
public final class TaskMessages {
    private TaskMessages() {}

    /** Tells the session that a task begins, so that every member can watch its channel. */
    public static PostMessage started(Task task) {
        Map<String, Object> metadata = metadata(task);
        metadata.put("status", TaskStatus.QUEUED.wireName());
        String content = "Task " + task.taskType() + " was handed to an agent";
        return message(task, MessageType.SYSTEM, "started", content, metadata);
    }

    /** Asks the session what the agent wants to know. */
    public static PostMessage asked(Task task, TaskQuestion question) {
        Map<String, Object> metadata = metadata(task);
        metadata.put("status", TaskStatus.INPUT_REQUIRED.wireName());
        metadata.put("inputId", question.inputId());
        metadata.put("answerBy", question.answerBy().wireName());
        return message(task, MessageType.SYSTEM, "ask:" + key(question.inputId()), question.text(), metadata);
    }

    /** What the message of a user has for its client id that answers. */
    public static String answerId(Task task, String inputId) {
        return "task:" + task.taskId() + ":answer:" + key(inputId);
    }

    /** Tells the session how a task ended. */
    public static PostMessage ended(Task task) {
        Map<String, Object> metadata = metadata(task);
        metadata.put("status", task.status().wireName());
        if (task.status() == TaskStatus.CANCELED) {
            metadata.put("canceledBy", String.valueOf(task.canceledBy()));
            return message(
                    task, MessageType.AGENT_RESULT, "end", "Task " + task.taskType() + " was canceled", metadata);
        }
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
            String content = CleanText.content(summary);
            if (!content.isEmpty()) {
                return content;
            }
        }
        return "Task " + task.taskType() + " is done";
    }

    // An agent's own id is as long as a client's id may be.
    private static String key(String inputId) {
        return UUID.nameUUIDFromBytes(inputId.getBytes(StandardCharsets.UTF_8)).toString();
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
