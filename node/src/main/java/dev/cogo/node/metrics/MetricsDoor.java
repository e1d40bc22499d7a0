package dev.cogo.node.metrics;

import dev.cogo.node.config.MetricsConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /metrics} on a port of its own, in the format that the scraper asks for. It has no login, so it listens on loopback
 * unless it is told otherwise. Whoever asks more often than each second gets the last answer again.
 */
public final class MetricsDoor {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_HEADERS = 8 * 1024;

    private final Vertx vertx;
    private final MetricsConfig config;
    private final HttpServer server;
    private final Page openMetrics;
    private final Page text;

    public MetricsDoor(Vertx vertx, MetricsConfig config, Metrics metrics) {
        this.vertx = vertx;
        this.config = config;
        this.openMetrics = new Page(metrics, OPEN_METRICS);
        this.text = new Page(metrics, TEXT);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxHeaderSize(MAX_HEADERS))
                .requestHandler(this::answer);
    }

    public Future<Void> open() {
        return server.listen(config.port(), config.host()).mapEmpty();
    }

    public Future<Void> close() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        if (!request.path().equals("/metrics")) {
            request.response().setStatusCode(404).end();
        } else if (!request.method().equals(HttpMethod.GET)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET")
                    .end();
        } else {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            Page page = accept != null && accept.contains("application/openmetrics-text") ? openMetrics : text;
            // Some milliseconds of work, and others' requests are on this event loop.
            vertx.executeBlocking(page::read)
                    .onSuccess(found -> request.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType)
                            .end(found))
                    .onFailure(failure -> request.response().setStatusCode(500).end());
        }
    }

    private static final class Page {
        private final Metrics metrics;
        private final String contentType;
        private String last = "";
        private long readAt;

        Page(Metrics metrics, String contentType) {
            this.metrics = metrics;
            this.contentType = contentType;
        }

        synchronized String read() {
            long now = System.nanoTime();
            if (last.isEmpty() || now - readAt > FRESH_NANOS) {
                last = metrics.text(contentType);
                readAt = now;
            }
            return last;
        }
    }
}
