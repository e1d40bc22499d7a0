package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Gemini API that always says the same. */
final class StubGemini {
    static final String ANSWER = "The lighthouse of Jumunjin was built in 1918.";
    /** A question that is answered each other time; between that the answer begins and does not end. */
    static final String HELD_AGAIN = "When was it built, and why?";

    /** A question that is answered each other time; between that the model wants to send a message. */
    static final String SENDS_AGAIN = "Will you tell them when it was built?";

    private final HttpServer server;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean sent = new AtomicBoolean();

    StubGemini(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1beta");
    }

    private void answer(HttpServerRequest request) {
        request.response().setChunked(true).putHeader("content-type", "text/event-stream");
        request.body().onSuccess(body -> {
            boolean holds = body.toString().contains(HELD_AGAIN) && answered.getAndSet(!answered.get());
            boolean sends = body.toString().contains(SENDS_AGAIN)
                    && !body.toString().contains("functionResponse")
                    && sent.getAndSet(!sent.get());
            request.response().write(event(holds, sends ? call() : new JsonObject().put("text", ANSWER)));
            if (!holds) {
                request.response().end();
            }
        });
    }

    // https://ai.google.dev/api/generate-content: the parts of a response that matter here.
    private static JsonObject call() {
        return new JsonObject()
                .put(
                        "functionCall",
                        new JsonObject()
                                .put("name", "chat__send_message")
                                .put("args", new JsonObject().put("content", ANSWER)));
    }

    private static String event(boolean more, JsonObject part) {
        JsonObject content = new JsonObject().put("role", "model").put("parts", new JsonArray().add(part));
        JsonObject candidate = new JsonObject().put("content", content);
        if (!more) {
            candidate.put("finishReason", "STOP");
        }
        JsonObject event = new JsonObject()
                .put("candidates", new JsonArray().add(candidate))
                .put(
                        "usageMetadata",
                        new JsonObject()
                                .put("promptTokenCount", 12)
                                .put("candidatesTokenCount", 9)
                                .put("totalTokenCount", 21));
        return "data: " + event.encode() + "\r\n\r\n";
    }
}
