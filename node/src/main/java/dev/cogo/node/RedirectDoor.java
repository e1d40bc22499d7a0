package dev.cogo.node;

import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.health.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/**
 * Plain HTTP beside HTTPS: leads who reads a page to it, and answers probes, which know no certificates. What would be done by another
 * method is refused and not led on: its token has gone over the network in the clear, and whoever wrote that program should see it.
 */
final class RedirectDoor implements Door {
    private static final int IDLE_SECONDS = 10;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int HTTPS = 443;

    private final HealthAnswers health;
    private final int tlsPort;
    private final HttpServer server;

    RedirectDoor(Vertx vertx, NodeConfig config, int port, Health health) {
        this.health = new HealthAnswers(health);
        this.tlsPort = config.gateway().httpPort();
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(config.gateway().httpHost())
                        .setPort(port)
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxHeaderSize(MAX_HEADERS))
                .requestHandler(this::answer);
    }

    private void answer(HttpServerRequest request) {
        if (health.answer(request)) {
            return;
        }
        HostAndPort asked = request.authority();
        boolean reading = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (reading && asked != null && request.uri().startsWith("/")) {
            String port = tlsPort == HTTPS ? "" : ":" + tlsPort;
            request.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, "https://" + asked.host() + port + request.uri())
                    .end();
        } else {
            request.response().setStatusCode(403).end("This server speaks HTTPS: begin the address with https://\n");
        }
    }

    @Override
    public Future<Void> open() {
        return server.listen().mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return server.close();
    }
}
