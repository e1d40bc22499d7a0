package dev.cogo.ai.openai;

import dev.cogo.ai.testing.ModelReply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that speaks OpenAI's chat completions, streamed, and is strict about what it is sent. */
public final class OpenAiStub {
    public static final String KEY = "sk-stub-0123456789";

    private static final Set<String> FIELDS =
            Set.of("model", "messages", "stream", "stream_options", "max_tokens", "temperature", "tools");

    private final HttpServer server;
    private final Queue<ModelReply> replies = new ConcurrentLinkedQueue<>();
    private final List<JsonObject> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger connectionsClosed = new AtomicInteger();

    private OpenAiStub(Vertx vertx) {
        server = vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(v -> connectionsClosed.incrementAndGet()))
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)));
    }

    public static OpenAiStub start(Vertx vertx) {
        OpenAiStub stub = new OpenAiStub(vertx);
        stub.server.listen(0, "127.0.0.1").await();
        return stub;
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    public void next(ModelReply... next) {
        replies.addAll(List.of(next));
    }

    /** Bodies of well-formed calls, in order of arrival. */
    public List<JsonObject> calls() {
        return List.copyOf(calls);
    }

    public int connectionsClosed() {
        return connectionsClosed.get();
    }

    private void handle(HttpServerRequest request, Buffer bytes) {
        if (!("Bearer " + KEY).equals(request.getHeader("authorization"))) {
            ModelReply.raw(401, "application/json", error(401, "Incorrect API key provided"))
                    .to(request.response(), new JsonObject());
            return;
        }
        JsonObject body = new JsonObject(bytes);
        boolean described = request.uri().equals("/v1/chat/completions")
                && FIELDS.containsAll(body.fieldNames())
                && body.getBoolean("stream")
                && body.getJsonObject("stream_options").getBoolean("include_usage")
                && body.getInteger("max_tokens") == 1024;
        if (!described) {
            ModelReply.raw(400, "application/json", error(400, "not as described: " + body.fieldNames()))
                    .to(request.response(), body);
            return;
        }
        calls.add(body);
        ModelReply reply = replies.poll();
        (reply == null ? usual("stub answer " + calls.size()) : reply).to(request.response(), body);
    }

    private static ModelReply usual(String text) {
        return ModelReply.bytes(response -> {
            for (String piece : text.split("(?<= )")) {
                response.write(ModelReply.sse(event(null, piece)));
            }
            response.write(ModelReply.sse(event("stop")));
            response.end("data: [DONE]\n\n");
        });
    }

    /** A chunk. With a reason it counts the tokens too, which OpenAI's does in one of its own. */
    public static String event(@Nullable String finishReason, String... text) {
        JsonObject delta = new JsonObject().put("role", "assistant");
        if (text.length > 0) {
            delta.put("content", String.join("", text));
        }
        JsonObject chunk = new JsonObject()
                .put("id", "c-1")
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", "stub")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put("delta", delta)
                                        .put("finish_reason", finishReason)));
        return (finishReason == null ? chunk : chunk.put("usage", usage())).encode();
    }

    /** A chunk with a piece of a call of a tool: its name comes first, its arguments in pieces. */
    public static String callEvent(@Nullable String name, String arguments) {
        JsonObject function = new JsonObject().put("arguments", arguments);
        JsonObject call = new JsonObject().put("index", 0).put("function", function);
        if (name != null) {
            function.put("name", name);
            call.put("id", "call_1").put("type", "function");
        }
        JsonObject chunk = new JsonObject(event(null));
        chunk.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("delta")
                .put("tool_calls", new JsonArray().add(call));
        return chunk.encode();
    }

    public static String error(int status, String message) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", message)
                                .put("type", "stub_error")
                                .put("code", status))
                .encode();
    }

    private static JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", 42)
                .put("completion_tokens", 10)
                .put("total_tokens", 52)
                .put("prompt_tokens_details", new JsonObject().put("cached_tokens", 5))
                .put("completion_tokens_details", new JsonObject().put("reasoning_tokens", 3));
    }
}
