package dev.cogo.gateway.a2a;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message that a client sends (section 4.1.4).
 *
 * @param taskId the task that it goes on with; null for a new one
 * @param contextId the session; null for a new one, or that of the task
 * @param taskType what the metadata names under {@value #TASK_TYPE}
 * @param parts as they came; one at least
 */
record SentMessage(
        String id,
        @Nullable String taskId,
        @Nullable String contextId,
        @Nullable String taskType,
        List<JsonObject> parts) {
    static final String TASK_TYPE = "taskType";
    private static final List<String> CONTENTS = List.of("text", "raw", "url", "data");
    private static final int MAX_PARTS = 100;

    /** Reads the parameters of {@code SendMessage}; fails with {@code invalid_request}. */
    static SentMessage of(Params params) {
        Params message = params.object("message");
        if (message == null) {
            throw CogoException.invalid("message is missing");
        }
        String role = message.text("role");
        if (!"ROLE_USER".equals(role)) {
            throw CogoException.invalid("message.role must be ROLE_USER");
        }
        List<JsonObject> parts = parts(message.list("parts"));
        return new SentMessage(
                message.required("messageId"),
                empty(message.text("taskId")),
                empty(message.text("contextId")),
                taskType(message.object("metadata"), params.object("metadata")),
                parts);
    }

    /** Its words; data as JSON. */
    String text() {
        return parts.stream()
                .map(SentMessage::words)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Refuses what is no text, where nothing else is read. */
    void checkTexts() {
        boolean texts = parts.stream().allMatch(part -> part.containsKey("text"));
        if (!texts) {
            throw A2aError.Kind.CONTENT_TYPE_NOT_SUPPORTED.failure("an assistant reads texts, and nothing else");
        }
    }

    /** What an agent is given whose skill says what it takes. */
    Map<String, Object> params() {
        if (parts.size() == 1 && parts.getFirst().getValue("data") instanceof JsonObject data) {
            return data.getMap();
        }
        boolean wordsAlone = parts.stream().allMatch(part -> part.containsKey("text"));
        return wordsAlone ? Map.of("text", text()) : Map.of("text", text(), "parts", maps());
    }

    /** What an agent is given that takes anything. */
    Map<String, Object> whole() {
        return Map.of("messageId", id, "text", text(), "parts", maps());
    }

    /** Fails with {@code ContentTypeNotSupportedError} when a part is of a type that cards do not name. */
    void requireKnownTypes() {
        for (JsonObject part : parts) {
            if (part.getValue("mediaType") instanceof String type && !type.isEmpty() && !Cards.take(type)) {
                throw A2aError.Kind.CONTENT_TYPE_NOT_SUPPORTED.failure(
                        "a part can have the types that the card has among defaultInputModes");
            }
        }
    }

    private List<Object> maps() {
        return parts.stream().<Object>map(JsonObject::getMap).toList();
    }

    private static String words(JsonObject part) {
        Object text = part.getValue("text");
        Object data = part.getValue("data");
        Object url = part.getValue("url");
        return text instanceof String words
                ? words
                : data != null ? Json.string(data) : url instanceof String address ? address : "";
    }

    private static List<JsonObject> parts(JsonArray array) {
        if (array.isEmpty() || array.size() > MAX_PARTS) {
            throw CogoException.invalid("message.parts must have 1 to " + MAX_PARTS + " parts");
        }
        List<JsonObject> parts = new ArrayList<>();
        for (Object item : array) {
            if (!(item instanceof JsonObject part)
                    || CONTENTS.stream().filter(part::containsKey).count() != 1) {
                throw CogoException.invalid("each of message.parts must have one of text, raw, url, data");
            }
            for (String content : List.of("text", "raw", "url")) {
                if (part.containsKey(content) && !(part.getValue(content) instanceof String)) {
                    throw CogoException.invalid("a part's " + content + " must be a text");
                }
            }
            parts.add(part);
        }
        return parts;
    }

    private static @Nullable String taskType(@Nullable Params first, @Nullable Params second) {
        String type = first == null ? null : first.text(TASK_TYPE);
        return type != null || second == null ? type : second.text(TASK_TYPE);
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
