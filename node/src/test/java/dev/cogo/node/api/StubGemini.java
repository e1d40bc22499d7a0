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

    private final HttpServer server;
    private final AtomicBoolean answered = new AtomicBoolean();

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
            request.response().write(event(holds));
            if (!holds) {
                request.response().end();
            }
        });
    }

    // https://ai.google.dev/api/generate-content: the parts of a response that matter here.
    private static String event(boolean more) {
        JsonObject content = new JsonObject()
                .put("role", "model")
                .put("parts", new JsonArray().add(new JsonObject().put("text", ANSWER)));
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
