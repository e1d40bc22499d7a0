package dev.cogo.gateway.http.openai;

import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.ai.WrittenText;
import dev.cogo.schema.message.Message;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text that was asked for, in a session or outside.
 *
 * @param id of the run, or of what is none
 * @param whole whether it ends where the model wanted
 * @param model the one that wrote it, by its service's word
 * @param metadata where it stands in its session; empty outside
 */
record Written(String id, String text, boolean whole, String model, Usage usage, Map<String, String> metadata) {
    private static final Usage NONE = new Usage(0, 0, 0);

    static Written of(UUID id, WrittenText text) {
        return new Written(id.toString(), text.text(), !text.truncated(), text.model(), known(text.usage()), Map.of());
    }

    static Written of(Answer answer) {
        Message message = answer.message();
        Map<String, Object> metadata = message.metadata() == null ? Map.of() : message.metadata();
        String run = metadata.get("ai") instanceof Map<?, ?> ai
                ? String.valueOf(ai.get("runId"))
                : message.id().toString();
        return new Written(
                run,
                message.content(),
                !Boolean.TRUE.equals(metadata.get("truncated")),
                answer.model(),
                known(answer.usage()),
                Map.of(
                        "session_id", message.sessionId().toString(),
                        "message_id", message.id().toString(),
                        "run_id", run));
    }

    // Nothing was asked of a model.
    private static Usage known(@Nullable Usage usage) {
        return usage == null ? NONE : usage;
    }
}
