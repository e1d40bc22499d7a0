package dev.cogo.schema.a2a;

import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.Task;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks of ours in the JSON of A2A (sections 4.1 and 4.2). */
public final class TaskJson {
    private static final String SUMMARY = "summary";
    private static final String RESULT = "result";
    /** What an agent says true to in its result when it has only answered. */
    private static final String REPLY = "reply";

    private static final List<String> CONTENTS = List.of("text", "raw", "url", "data");
    private static final List<String> ABOUT = List.of("mediaType", "filename");

    private TaskJson() {}

    /** A task without history and artifacts. */
    public static JsonObject task(Task task) {
        return new JsonObject()
                .put("id", task.taskId().toString())
                .put("contextId", task.sessionId().toString())
                .put("status", status(task))
                .put(
                        "metadata",
                        new JsonObject().put("taskType", task.taskType()).put("progress", task.progress()));
    }

    /** The event that says where a task stands (section 4.2.1), as an element of a stream. */
    public static JsonObject statusUpdate(Task task) {
        return new JsonObject()
                .put(
                        "statusUpdate",
                        new JsonObject()
                                .put("taskId", task.taskId().toString())
                                .put("contextId", task.sessionId().toString())
                                .put("status", status(task))
                                .put("metadata", new JsonObject().put("progress", task.progress())));
    }

    /** The event that tells of a piece of an artifact (section 4.2.2), likewise. */
    public static JsonObject artifactUpdate(Task task, JsonObject artifact, boolean append, boolean last) {
        return new JsonObject()
                .put(
                        "artifactUpdate",
                        new JsonObject()
                                .put("taskId", task.taskId().toString())
                                .put("contextId", task.sessionId().toString())
                                .put("artifact", artifact)
                                .put("append", append)
                                .put("lastChunk", last));
    }

    /** The artifacts of a task: its pieces by artifact, in the order of their beginnings, and its result. */
    public static JsonArray artifacts(Task task, List<Artifact> pieces) {
        Map<String, JsonObject> byId = new LinkedHashMap<>();
        for (Artifact piece : pieces) {
            JsonObject begun = byId.get(piece.artifactId());
            if (begun == null) {
                byId.put(piece.artifactId(), artifact(piece));
            } else {
                begun.getJsonArray("parts").add(part(piece.part()));
            }
        }
        JsonArray all = new JsonArray();
        byId.values().forEach(all::add);
        JsonObject result = result(task);
        return result == null ? all : all.add(result);
    }

    /** An artifact of one piece. */
    public static JsonObject artifact(Artifact piece) {
        JsonObject artifact = new JsonObject().put("artifactId", piece.artifactId());
        if (piece.name() != null) {
            artifact.put("name", piece.name());
        }
        return artifact.put("parts", new JsonArray().add(part(piece.part())));
    }

    /** What an agent's result says beside the sentence that the status has; null when that is all. */
    public static @Nullable JsonObject result(Task task) {
        Map<String, Object> result = task.result();
        if (result == null || Set.of(SUMMARY, REPLY).containsAll(result.keySet())) {
            return null;
        }
        return new JsonObject()
                .put("artifactId", RESULT)
                .put("name", RESULT)
                .put("parts", new JsonArray().add(new JsonObject().put("data", result)));
    }

    /** Whether the agent wants its result to be a message and no task. */
    public static boolean isReply(Task task) {
        return task.result() != null
                && Boolean.TRUE.equals(task.result().get(REPLY))
                && task.result().get(SUMMARY) instanceof String;
    }

    /** That message. It names no task, which nobody is to look after. */
    public static JsonObject reply(Task task) {
        JsonObject message = message(task.taskId() + "-reply", "ROLE_AGENT", task, text(String.valueOf(words(task))));
        message.remove("taskId");
        return message;
    }

    /** A message of one text; the id is the same whenever it is asked for. */
    public static JsonObject message(String id, String role, Task task, JsonArray parts) {
        return new JsonObject()
                .put("messageId", id)
                .put("role", role)
                .put("taskId", task.taskId().toString())
                .put("contextId", task.sessionId().toString())
                .put("parts", parts);
    }

    /** One part with a text. */
    public static JsonArray text(String text) {
        return new JsonArray().add(new JsonObject().put("text", text));
    }

    /** A time as ProtoJSON has it, in milliseconds. */
    public static String timestamp(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private static JsonObject status(Task task) {
        TaskState state = TaskState.of(task);
        JsonObject status =
                new JsonObject().put("state", state.wireName()).put("timestamp", timestamp(task.updatedAt()));
        String words = words(task);
        if (words != null && !words.isBlank()) {
            String id = task.taskId() + "-"
                    + (task.question() == null
                            ? state.name().toLowerCase(Locale.ROOT)
                            : task.question().inputId());
            status.put("message", message(id, "ROLE_AGENT", task, text(words)));
        }
        return status;
    }

    private static @Nullable String words(Task task) {
        return switch (task.status()) {
            case QUEUED, CANCELED -> null;
            case WORKING -> task.note();
            case INPUT_REQUIRED ->
                task.question() == null ? null : task.question().text();
            case FAILED -> task.error() == null ? null : task.error().message();
            case COMPLETED ->
                task.result() != null && task.result().get(SUMMARY) instanceof String summary ? summary : null;
        };
    }

    // Agents may send what they like as a part; what is none of A2A's is data.
    private static JsonObject part(Map<String, Object> part) {
        JsonObject json = new JsonObject();
        for (String content : CONTENTS) {
            Object value = part.get(content);
            if (value != null && (content.equals("data") || value instanceof String) && json.isEmpty()) {
                json.put(content, value);
            }
        }
        if (json.isEmpty()) {
            return json.put("data", part);
        }
        for (String about : ABOUT) {
            if (part.get(about) instanceof String text) {
                json.put(about, text);
            }
        }
        return json;
    }
}
