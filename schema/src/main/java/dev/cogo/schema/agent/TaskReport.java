package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.Content;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of a task.
 *
 * @param eventId the agent's own id of this report, 1 to 128 characters; a repeated one changes nothing
 * @param progress 0 to 100
 * @param note one line, at most {@link #MAX_NOTE} characters
 * @param result for {@code result}: any JSON object of at most {@link #MAX_RESULT_BYTES}; its string {@code summary} is
 *     what the chat shows
 * @param error for {@code error}: a sentence
 * @param artifact for {@code artifact}
 * @param question for {@code input_required}: what the chat shows, see {@link Content#check}
 * @param answerBy for {@code input_required}
 * @param secretId which of the registered agents' secrets the reporter bears; null for one of the settings' agents
 * @param leaseId what a pull agent was given the task with
 */
public record TaskReport(
        UUID taskId,
        String eventId,
        ReportType type,
        @Nullable Integer progress,
        @Nullable String note,
        @Nullable Map<String, Object> result,
        @Nullable String error,
        @Nullable ArtifactPiece artifact,
        @Nullable String question,
        @Nullable AnswerBy answerBy,
        @Nullable UUID secretId,
        @Nullable UUID leaseId)
        implements BusRecord {
    public static final int MAX_NOTE = 500;
    public static final int MAX_RESULT_BYTES = 64 * 1024;

    public TaskReport {
        Objects.requireNonNull(taskId);
        Objects.requireNonNull(type);
        if (eventId == null) {
            throw CogoException.invalid("eventId is missing");
        }
        Content.checkLine(eventId, "eventId", 128);
        Content.checkLine(note, "note", MAX_NOTE);
        Content.checkLine(error, "error", MAX_NOTE);
        result = Json.frozen(result);
        if (progress != null && (progress < 0 || progress > 100)) {
            throw CogoException.invalid("progress must be 0 to 100");
        }
        checkHas(type, ReportType.RESULT, "result", result);
        checkHas(type, ReportType.ERROR, "error", error);
        checkHas(type, ReportType.ARTIFACT, "artifact", artifact);
        checkHas(type, ReportType.INPUT_REQUIRED, "question", question);
        if (question != null) {
            question = Content.check(question);
            answerBy = answerBy == null ? AnswerBy.MEMBER : answerBy;
        } else if (answerBy != null) {
            throw CogoException.invalid("answerBy goes with a question");
        }
        if (result != null) {
            Content.checkJson(result, "result", MAX_RESULT_BYTES);
        }
    }

    /** Of an agent of the settings, that neither asks nor delivers pieces. */
    public TaskReport(
            UUID taskId,
            String eventId,
            ReportType type,
            @Nullable Integer progress,
            @Nullable String note,
            @Nullable Map<String, Object> result,
            @Nullable String error) {
        this(taskId, eventId, type, progress, note, result, error, null, null, null, null, null);
    }

    private static void checkHas(ReportType type, ReportType with, String field, @Nullable Object value) {
        if ((type == with) != (value != null)) {
            throw CogoException.invalid(
                    type == with
                            ? "a report of type " + type.wireName() + " has a " + field
                            : field + " goes with the type " + with.wireName());
        }
    }
}
