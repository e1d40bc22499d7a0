package dev.cogo.gateway.mcp;

import dev.cogo.gateway.http.AnswerForm;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A call of a tool that the API's route answers. The answer is given twice, as text for models and as it is for programs.
 *
 * @param id of the request
 * @param frame what the result has beside
 */
record ToolCall(Object id, JsonObject frame) implements AnswerForm {
    @Override
    public Buffer around(Buffer answer) {
        // Spliced: a page is up to a megabyte, and its bytes are there already.
        String beside = frame.isEmpty()
                ? ""
                : frame.encode().substring(1, frame.encode().length() - 1) + ",";
        return Buffer.buffer()
                .appendString("{\"jsonrpc\":\"2.0\",\"id\":" + Json.encode(id) + ",\"result\":{" + beside
                        + "\"content\":[{\"type\":\"text\",\"text\":")
                .appendString(Json.encode(answer.toString()))
                .appendString("}],\"structuredContent\":")
                .appendBuffer(answer)
                .appendString("}}");
    }

    /** A failure is a result too, so that the model reads why and may do better. */
    JsonObject failed(CogoException failure) {
        JsonObject told = new JsonObject()
                .put("code", failure.code().wireName())
                .put("detail", failure.getMessage())
                .put("retryable", failure.code().retryable());
        failure.retryAfter().ifPresent(wait -> told.put("retryAfterSeconds", Math.max(1, wait.toSeconds())));
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put(
                        "result",
                        frame.copy()
                                .put("isError", true)
                                .put(
                                        "content",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("type", "text")
                                                        .put("text", told.encode()))));
    }
}
