package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** An agent that takes every task and says nothing of its own accord; the tests report in its place. */
final class StubAgent {
    private final HttpServer server;

    StubAgent(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(new JsonObject().put("status", "accepted").toBuffer()))
                .listen(0, "127.0.0.1")
                .await();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }
}
