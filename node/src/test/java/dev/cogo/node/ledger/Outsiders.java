package dev.cogo.node.ledger;

import dev.cogo.node.config.Setting;
import dev.cogo.node.testing.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Whom the nodes call: an agent that takes every task and never reports, and a Gemini that writes word by word. */
final class Outsiders {
    static final String ANSWER = "Because somebody else went on, and said it from the beginning.";
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

    private final AtomicBoolean stops = new AtomicBoolean();

    private final Vertx vertx;

    private Outsiders(Vertx vertx) {
        this.vertx = vertx;
    }

    static Outsiders start(Vertx vertx) {
        Outsiders outsiders = new Outsiders(vertx);
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

    /** The next answer does not come to its end. */
    void stopInTheMidst() {
        stops.set(true);
    }

    private void answer(HttpServerRequest request) {
        if (request.path().startsWith("/api/agent")) {
            tasks.incrementAndGet();
            request.response()
                    .setStatusCode(202)
                    .end(new JsonObject().put("status", "accepted").encode());
        } else {
            questions.incrementAndGet();
            write(request.response().setChunked(true), ANSWER.split("(?<= )"), !stops.getAndSet(false));
        }
    }

    /** Over half a second. */
    private void write(HttpServerResponse response, String[] words, boolean whole) {
        response.putHeader("content-type", "text/event-stream");
        int count = whole ? words.length : words.length / 2;
        for (int i = 0; i < count; i++) {
            JsonObject content = new JsonObject()
                    .put("role", "model")
                    .put("parts", new JsonArray().add(new JsonObject().put("text", words[i])));
            JsonObject candidate = new JsonObject().put("content", content);
            boolean last = i == words.length - 1;
            if (last) {
                candidate.put("finishReason", "STOP");
            }
            JsonObject event = new JsonObject().put("candidates", new JsonArray().add(candidate));
            vertx.setTimer(1 + 50L * i, later -> {
                response.write("data: " + event.encode() + "\r\n\r\n");
                if (last) {
                    response.end();
                }
            });
        }
    }
}
