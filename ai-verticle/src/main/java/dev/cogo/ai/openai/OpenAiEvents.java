package dev.cogo.ai.openai;

import dev.cogo.ai.http.ErrorBody;
import dev.cogo.ai.http.Unreadable;
import dev.cogo.ai.model.Ending;
import dev.cogo.ai.model.StreamedAnswer;
import dev.cogo.schema.ai.Usage;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the events of {@code chat.completions} what LangChain4j drops: reasons that it does not know, refusals, errors in
 * the midst of the stream, and the tokens of a call that came to no end.
 */
final class OpenAiEvents {
    private static final String DONE = "[DONE]";

    private OpenAiEvents() {}

    /**
     * @return whether it is an event with a part of the answer
     * @throws Unreadable when it is not what the API describes
     */
    static boolean read(String data, StreamedAnswer answer) {
        if (data.strip().equals(DONE)) {
            return false;
        }
        JsonObject event = decoded(data);
        ErrorBody error = ErrorBody.of(event);
        if (error.present()) {
            answer.failed(error);
            return false;
        }
        if (event.getValue("model") instanceof String model && !model.isBlank()) {
            answer.servedBy(model);
        }
        if (event.getValue("usage") instanceof JsonObject usage) {
            answer.counted(usage(usage));
        }
        if (event.getValue("choices") instanceof JsonArray choices
                && !choices.isEmpty()
                && choices.getValue(0) instanceof JsonObject choice) {
            read(choice, answer);
        }
        return true;
    }

    private static void read(JsonObject choice, StreamedAnswer answer) {
        if (choice.getValue("delta") instanceof JsonObject delta
                && delta.getValue("refusal") instanceof String refusal
                && !refusal.isEmpty()) {
            answer.finished("refusal", Ending.REFUSED);
        }
        if (choice.getValue("delta") instanceof JsonObject delta
                && delta.getValue("tool_calls") instanceof JsonArray calls) {
            for (Object call : calls) {
                if (call instanceof JsonObject piece) {
                    readCall(piece, answer);
                }
            }
        }
        if (choice.getValue("finish_reason") instanceof String reason) {
            answer.finished(
                    reason,
                    switch (reason) {
                        case "stop", "tool_calls", "function_call" -> Ending.WHOLE;
                        case "content_filter" -> Ending.REFUSED;
                        default -> Ending.TRUNCATED;
                    });
        }
    }

    private static void readCall(JsonObject piece, StreamedAnswer answer) {
        JsonObject function = piece.getValue("function") instanceof JsonObject object ? object : new JsonObject();
        answer.callPiece(
                piece.getValue("index") instanceof Number index ? index.intValue() : 0,
                piece.getValue("id") instanceof String id ? id : null,
                function.getValue("name") instanceof String name ? name : null,
                function.getValue("arguments") instanceof String json ? json : null);
    }

    private static Usage usage(JsonObject usage) {
        int prompt = count(usage, "prompt_tokens");
        int output = count(usage, "completion_tokens");
        int total = usage.getValue("total_tokens") instanceof Number all ? all.intValue() : prompt + output;
        return new Usage(
                prompt,
                output,
                total,
                count(usage.getValue("prompt_tokens_details"), "cached_tokens"),
                count(usage.getValue("completion_tokens_details"), "reasoning_tokens"),
                0);
    }

    private static int count(@Nullable Object counts, String field) {
        return counts instanceof JsonObject object && object.getValue(field) instanceof Number count
                ? Math.max(0, count.intValue())
                : 0;
    }

    private static JsonObject decoded(String data) {
        try {
            return new JsonObject(data);
        } catch (DecodeException e) {
            throw new Unreadable("an event is not what the API describes");
        }
    }
}
