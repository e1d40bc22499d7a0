package dev.cogo.node;

import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.health.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;

/** The door of a node without the gateway role: its health, by status 200 or 503, and nothing else. */
final class HealthDoor implements Door {
    private final HttpServer server;
    private final String host;
    private final int port;

    HealthDoor(Vertx vertx, NodeConfig config, Health health) {
        this.server = vertx.createHttpServer().requestHandler(request -> {
            switch (request.path()) {
                case "/health/live" -> answer(request, health.live());
                case "/health/ready" -> answer(request, health.ready());
                default -> request.response().setStatusCode(404).end();
            }
        });
        this.host = config.gateway().httpHost();
        this.port = config.gateway().httpPort();
    }

    private static void answer(HttpServerRequest request, HealthChecks checks) {
        checks.checkStatus()
                .map(CheckResult::isUp)
                .otherwise(false)
                .onSuccess(
                        up -> request.response().setStatusCode(up ? 200 : 503).end());
    }

    @Override
    public Future<Void> open() {
        return server.listen(port, host).mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return server.close();
    }
}
