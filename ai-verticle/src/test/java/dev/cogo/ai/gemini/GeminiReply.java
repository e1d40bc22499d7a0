package dev.cogo.ai.gemini;

import dev.cogo.ai.testing.ModelReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers in the forms that the Gemini API has. */
public final class GeminiReply {
    private GeminiReply() {}

    /** A whole answer in one event. */
    public static ModelReply text(String... parts) {
        return candidate("STOP", parts);
    }

    /** A candidate with this finish reason. */
    public static ModelReply candidate(String finishReason, String... parts) {
        return ModelReply.events(event(finishReason, parts).encode());
    }

    /** A whole answer piece by piece, with the line ends that Google sends. */
    public static ModelReply stream(String... pieces) {
        return ModelReply.bytes(response -> {
            for (int i = 0; i < pieces.length; i++) {
                response.write(sse(event(i == pieces.length - 1 ? "STOP" : null, pieces[i])));
            }
            response.end();
        });
    }

    /** The beginning of an answer; then the work is done with the connection. */
    public static ModelReply beginning(Consumer<HttpServerResponse> then, String... pieces) {
        return ModelReply.bytes(response -> {
            for (String piece : pieces) {
                response.write(sse(event(null, piece)));
            }
            then.accept(response);
        });
    }

    /** An event as it goes over the wire. */
    public static Buffer sse(JsonObject event) {
        return ModelReply.sse(event.encode());
    }

    public static JsonObject event(@Nullable String finishReason, String... parts) {
        JsonObject candidate =
                new JsonObject().put("content", content(parts)).put("index", 0).put("avgLogprobs", -0.2);
        if (finishReason != null) {
            candidate.put("finishReason", finishReason);
        }
        return new JsonObject()
                .put("candidates", new JsonArray().add(candidate))
                .put("usageMetadata", usage())
                .put("modelVersion", GeminiStub.MODEL)
                .put("responseId", "r-1");
    }

    /** The prompt was refused before a model saw it: no candidates at all. */
    public static ModelReply blocked(String blockReason) {
        return ModelReply.events(new JsonObject()
                .put("promptFeedback", new JsonObject().put("blockReason", blockReason))
                .put(
                        "usageMetadata",
                        new JsonObject().put("promptTokenCount", 12).put("totalTokenCount", 12))
                .encode());
    }

    public static ModelReply error(int status, String name, String message, JsonObject... details) {
        return ModelReply.raw(
                status,
                "application/json; charset=UTF-8",
                errorBody(status, name, message, details).encode());
    }

    public static JsonObject errorBody(int status, String name, String message, JsonObject... details) {
        JsonObject error =
                new JsonObject().put("code", status).put("message", message).put("status", name);
        if (details.length > 0) {
            error.put("details", new JsonArray(List.of(details)));
        }
        return new JsonObject().put("error", error);
    }

    /** Quota is used up; come back after the delay, such as {@code 0.05s}. */
    public static ModelReply quota(String retryDelay) {
        return error(
                429,
                "RESOURCE_EXHAUSTED",
                "You exceeded your current quota. Please retry in " + retryDelay + ".",
                new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.QuotaFailure")
                        .put("violations", new JsonArray()),
                new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", retryDelay));
    }

    public static ModelReply unavailable() {
        return error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }

    public static ModelReply badKey() {
        return error(
                400,
                "INVALID_ARGUMENT",
                "API key not valid. Please pass a valid API key.",
                new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                        .put("reason", "API_KEY_INVALID")
                        .put("domain", "googleapis.com"));
    }

    public static ModelReply noSuchModel(String model) {
        return error(
                404,
                "NOT_FOUND",
                "models/" + model + " is not found for API version v1beta, or is not supported for generateContent.");
    }

    /** The model wants this tool called, with the arguments. */
    public static ModelReply call(String tool, JsonObject arguments, String... texts) {
        JsonObject event = event("STOP", texts);
        event.getJsonArray("candidates")
                .getJsonObject(0)
                .getJsonObject("content")
                .getJsonArray("parts")
                .add(new JsonObject()
                        .put("functionCall", new JsonObject().put("name", tool).put("args", arguments))
                        .put("thoughtSignature", "sig-1"));
        return ModelReply.events(event.encode());
    }

    private static JsonObject content(String... texts) {
        JsonArray parts = new JsonArray();
        for (String text : texts) {
            parts.add(new JsonObject().put("text", text));
        }
        return new JsonObject().put("parts", parts).put("role", "model");
    }

    private static JsonObject usage() {
        return new JsonObject()
                .put("promptTokenCount", 42)
                .put("cachedContentTokenCount", 5)
                .put("candidatesTokenCount", 7)
                .put("thoughtsTokenCount", 3)
                .put("totalTokenCount", 52)
                .put("promptTokensDetails", new JsonArray());
    }
}
