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
 */
public record TaskReport(
        UUID taskId,
        String eventId,
        ReportType type,
        @Nullable Integer progress,
        @Nullable String note,
        @Nullable Map<String, Object> result,
        @Nullable String error)
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
        if ((type == ReportType.RESULT) != (result != null) || (type == ReportType.ERROR) != (error != null)) {
            throw CogoException.invalid("a result report has a result, an error report an error, others neither");
        }
        if (result != null) {
            Content.checkJson(result, "result", MAX_RESULT_BYTES);
        }
    }
}
