package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** A Gemini API that always says the same. */
final class StubGemini {
    static final String ANSWER = "The lighthouse of Jumunjin was built in 1918.";

    private final HttpServer server;

    StubGemini(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(StubGemini::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1beta");
    }

    // https://ai.google.dev/api/generate-content: the parts of a response that matter here.
    private static void answer(HttpServerRequest request) {
        JsonObject content = new JsonObject()
                .put("role", "model")
                .put("parts", new JsonArray().add(new JsonObject().put("text", ANSWER)));
        JsonObject response = new JsonObject()
                .put(
                        "candidates",
                        new JsonArray()
                                .add(new JsonObject().put("content", content).put("finishReason", "STOP")))
                .put(
                        "usageMetadata",
                        new JsonObject()
                                .put("promptTokenCount", 12)
                                .put("candidatesTokenCount", 9)
                                .put("totalTokenCount", 21));
        request.response().putHeader("content-type", "application/json").end(response.toBuffer());
    }
}
