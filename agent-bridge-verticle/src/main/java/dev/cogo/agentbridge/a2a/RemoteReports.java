package dev.cogo.agentbridge.a2a;

import dev.cogo.agentbridge.delegation.AgentAnswer;
import dev.cogo.agentbridge.reports.Reports;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.a2a.TaskState;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.ArtifactPiece;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.text.CleanText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an A2A agent's task has become, as reports: each has an id that follows from what it says, so none is taken twice. */
final class RemoteReports {
    private static final int MAX_WORDS = 500;

    private final Database database;
    private final Reports reports;

    RemoteReports(Database database, Reports reports) {
        this.database = database;
        this.reports = reports;
    }

    /**
     * Takes what is new.
     *
     * @param pause until it is looked at again, when nothing else follows
     */
    AgentAnswer apply(StoredTask task, JsonObject found, Duration pause) {
        JsonObject status = found.getValue("status") instanceof JsonObject object ? object : new JsonObject();
        Optional<TaskState> state = TaskState.of(status.getValue("state") instanceof String text ? text : null);
        if (state.isEmpty()) {
            return AgentAnswer.Missed.nonsense("the agent's task has no state that A2A knows");
        }
        takeArtifacts(task, found);
        JsonObject message = status.getValue("message") instanceof JsonObject object ? object : new JsonObject();
        String words = Messages.text(message);
        String line = CleanText.line(words, MAX_WORDS);
        return switch (state.get()) {
            case SUBMITTED, WORKING -> {
                if (!line.isEmpty() && !line.equals(task.task().note())) {
                    learned(task, "p", stamp(status, message), ReportType.PROGRESS, line, null);
                }
                yield new AgentAnswer.Followed(pause);
            }
            case INPUT_REQUIRED -> {
                String question = line.isEmpty() ? "The agent needs an answer to go on." : line;
                learned(task, "q", stamp(status, message), ReportType.INPUT_REQUIRED, question, null);
                yield new AgentAnswer.Followed(pause);
            }
            case COMPLETED ->
                new AgentAnswer.Completed(words.isBlank() ? Map.of() : Map.of("summary", CleanText.content(words)));
            case REJECTED -> refused("agent_rejected", line, "the agent does not take the task");
            case AUTH_REQUIRED -> refused("agent_error", line, "the agent wants to be let in first");
            case CANCELED -> refused("agent_error", line, "the agent canceled the task");
            case FAILED -> refused("agent_error", line, "the agent failed");
        };
    }

    private static AgentAnswer refused(String code, String line, String otherwise) {
        return new AgentAnswer.Refused(new TaskError(code, line.isEmpty() ? otherwise : line));
    }

    private void takeArtifacts(StoredTask task, JsonObject found) {
        if (!(found.getValue("artifacts") instanceof JsonArray artifacts) || artifacts.isEmpty()) {
            return;
        }
        Map<String, Integer> taken = new HashMap<>();
        database.query(
                        "SELECT artifact_id, count(*) AS pieces FROM agent_artifacts WHERE task_id = $1 GROUP BY artifact_id",
                        task.id())
                .forEach(row -> taken.put(
                        row.getString("artifact_id"), row.getLong("pieces").intValue()));
        for (Object item : artifacts) {
            if (item instanceof JsonObject artifact && artifact.getValue("parts") instanceof JsonArray parts) {
                String id = artifact.getValue("artifactId") instanceof String text
                        ? CleanText.line(text, ArtifactPiece.MAX_ID)
                        : "";
                takeParts(task, id.isEmpty() ? "artifact" : id, artifact, parts, taken);
            }
        }
    }

    private void takeParts(
            StoredTask task, String id, JsonObject artifact, JsonArray parts, Map<String, Integer> taken) {
        String name =
                artifact.getValue("name") instanceof String text ? CleanText.line(text, ArtifactPiece.MAX_NAME) : "";
        for (int i = taken.getOrDefault(id, 0); i < parts.size(); i++) {
            Map<String, Object> part =
                    parts.getValue(i) instanceof JsonObject json ? fitting(json.getMap()) : Map.of("text", "");
            ArtifactPiece piece = new ArtifactPiece(id, i == 0 && !name.isEmpty() ? name : null, part, false);
            learned(task, "a", id + " " + i, ReportType.ARTIFACT, null, piece);
        }
    }

    private static Map<String, Object> fitting(Map<String, Object> part) {
        int bytes = Json.length(part);
        return bytes <= ArtifactPiece.MAX_PART_BYTES
                ? part
                : Map.of(
                        "text",
                        "(a part of " + bytes + " bytes was left out: " + ArtifactPiece.MAX_PART_BYTES + " are kept)");
    }

    private void learned(
            StoredTask task,
            String kind,
            String what,
            ReportType type,
            @Nullable String words,
            @Nullable ArtifactPiece piece) {
        boolean asks = type == ReportType.INPUT_REQUIRED;
        reports.learned(
                Objects.requireNonNull(task.agentId()),
                new TaskReport(
                        task.id(),
                        kind + "-" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)),
                        type,
                        null,
                        asks ? null : words,
                        null,
                        null,
                        piece,
                        asks ? words : null,
                        asks ? AnswerBy.MEMBER : null,
                        null,
                        null));
    }

    // Which of the agent's words these are: the same question is not asked twice, however often it is looked at.
    private static String stamp(JsonObject status, JsonObject message) {
        return List.of(
                        String.valueOf(message.getValue("messageId")),
                        String.valueOf(status.getValue("timestamp")),
                        Messages.text(message))
                .toString();
    }
}
