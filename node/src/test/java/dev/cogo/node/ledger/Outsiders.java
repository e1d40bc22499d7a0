package dev.cogo.node.ledger;

import dev.cogo.node.config.Setting;
import dev.cogo.node.testing.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Whom the nodes call: an agent that takes every task and never reports, and a Gemini that does not come to its first answer. */
final class Outsiders {
    static final String ANSWER = "Because somebody else went on.";
    private static final int PORT = Ports.free();
    private static final String URL = "http://127.0.0.1:" + PORT;

    /** Of nodes that call them. */
    static final Map<Setting, String> SETTINGS = Map.of(
            Setting.AGENT_URL,
            URL,
            Setting.GEMINI_BASE_URL,
            URL + "/v1beta",
            Setting.GEMINI_API_KEY,
            "a-key-for-tests");

    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();

    static Outsiders start(Vertx vertx) {
        Outsiders outsiders = new Outsiders();
        vertx.createHttpServer()
                .requestHandler(outsiders::answer)
                .listen(PORT, "127.0.0.1")
                .await();
        return outsiders;
    }

    /** How often a task was handed over. */
    int tasks() {
        return tasks.get();
    }

    /** How often the model was asked. */
    int questions() {
        return questions.get();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().startsWith("/api/agent")) {
            tasks.incrementAndGet();
            request.response()
                    .setStatusCode(202)
                    .end(new JsonObject().put("status", "accepted").encode());
        } else if (questions.incrementAndGet() > 1) {
            JsonObject content = new JsonObject()
                    .put("role", "model")
                    .put("parts", new JsonArray().add(new JsonObject().put("text", ANSWER)));
            JsonObject candidate = new JsonObject().put("content", content).put("finishReason", "STOP");
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(new JsonObject()
                            .put("candidates", new JsonArray().add(candidate))
                            .encode());
        }
    }
}
