package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An agent that takes every task and says nothing of its own accord; the tests report in its place. */
final class StubAgent {
    private final HttpServer server;
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();

    StubAgent(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    traces.add(String.valueOf(request.getHeader("traceparent")));
                    request.response()
                            .putHeader("content-type", "application/json")
                            .end(new JsonObject().put("status", "accepted").toBuffer());
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    /** The header {@code traceparent} of each call so far. */
    List<String> traces() {
        return List.copyOf(traces);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }
}
