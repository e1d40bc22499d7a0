package dev.cogo.ai.gemini;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the stub answers, in the forms that the Gemini API has. */
public interface GeminiReply {
    void to(HttpServerResponse response, JsonObject request);

    /** A whole answer. */
    static GeminiReply text(String... parts) {
        return candidate("STOP", parts);
    }

    /** A candidate with this finish reason. */
    static GeminiReply candidate(String finishReason, String... parts) {
        return ok(event(finishReason, parts));
    }

    /** A whole answer as server-sent events, with the line ends that Google sends. */
    static GeminiReply stream(String... pieces) {
        return (response, request) -> {
            begin(response);
            for (int i = 0; i < pieces.length; i++) {
                response.write(sse(event(i == pieces.length - 1 ? "STOP" : null, pieces[i])));
            }
            response.end();
        };
    }

    /** The beginning of an answer; then the work is done with the connection. */
    static GeminiReply beginning(Consumer<HttpServerResponse> then, String... pieces) {
        return (response, request) -> {
            begin(response);
            for (String piece : pieces) {
                response.write(sse(event(null, piece)));
            }
            then.accept(response);
        };
    }

    /** An event as it goes over the wire. */
    static Buffer sse(JsonObject event) {
        return Buffer.buffer("data: " + event.encode() + "\r\n\r\n");
    }

    private static void begin(HttpServerResponse response) {
        response.setChunked(true).putHeader("content-type", "text/event-stream");
    }

    static JsonObject event(@Nullable String finishReason, String... parts) {
        JsonObject candidate =
                new JsonObject().put("content", content(parts)).put("index", 0).put("avgLogprobs", -0.2);
        if (finishReason != null) {
            candidate.put("finishReason", finishReason);
        }
        return new JsonObject()
                .put("candidates", new JsonArray().add(candidate))
                .put("usageMetadata", usage())
                .put("modelVersion", "stub")
                .put("responseId", "r-1");
    }

    /** The prompt was refused before a model saw it: no candidates at all. */
    static GeminiReply blocked(String blockReason) {
        return ok(new JsonObject()
                .put("promptFeedback", new JsonObject().put("blockReason", blockReason))
                .put(
                        "usageMetadata",
                        new JsonObject().put("promptTokenCount", 12).put("totalTokenCount", 12)));
    }

    static GeminiReply ok(JsonObject body) {
        return raw(200, body.toBuffer());
    }

    static GeminiReply raw(int status, Buffer body) {
        return (response, request) -> response.setStatusCode(status)
                .putHeader("content-type", "application/json; charset=UTF-8")
                .end(body);
    }

    static GeminiReply error(int status, String name, String message, JsonObject... details) {
        JsonObject error =
                new JsonObject().put("code", status).put("message", message).put("status", name);
        if (details.length > 0) {
            error.put("details", new JsonArray(List.of(details)));
        }
        return raw(status, new JsonObject().put("error", error).toBuffer());
    }

    /** Quota is used up; come back after the delay, such as {@code 0.05s}. */
    static GeminiReply quota(String retryDelay) {
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

    static GeminiReply unavailable() {
        return error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }

    static GeminiReply badKey() {
        return error(
                400,
                "INVALID_ARGUMENT",
                "API key not valid. Please pass a valid API key.",
                new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                        .put("reason", "API_KEY_INVALID")
                        .put("domain", "googleapis.com"));
    }

    static GeminiReply noSuchModel(String model) {
        return error(
                404,
                "NOT_FOUND",
                "models/" + model + " is not found for API version v1beta, or is not supported for generateContent.");
    }

    /** The answer comes when the gate opens. */
    default GeminiReply after(Future<Void> gate) {
        return (response, request) -> gate.onComplete(opened -> to(response, request));
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
                .put("candidatesTokenCount", 7)
                .put("thoughtsTokenCount", 3)
                .put("totalTokenCount", 52)
                .put("promptTokensDetails", new JsonArray());
    }
}
