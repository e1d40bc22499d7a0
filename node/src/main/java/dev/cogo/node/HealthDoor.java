package dev.cogo.node;

import dev.cogo.gateway.tls.CertificateReload;
import dev.cogo.gateway.tls.ServerCertificate;
import dev.cogo.gateway.tls.TlsFiles;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.health.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door of a node without the gateway role: its health, and nothing else. */
final class HealthDoor implements Door {
    private final Vertx vertx;
    private final Optional<TlsFiles> tls;
    private final Optional<ServerCertificate> certificate;
    private final HttpServer server;
    private @Nullable CertificateReload reload;

    /** Blocks while it reads the certificate. */
    HealthDoor(Vertx vertx, NodeConfig config, Health health) {
        this.vertx = vertx;
        this.tls = config.gateway().tls();
        this.certificate = tls.map(TlsFiles::read);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.gateway().httpHost())
                .setPort(config.gateway().httpPort());
        certificate.ifPresent(pem -> pem.applyTo(options));
        HealthAnswers answers = new HealthAnswers(health);
        this.server = vertx.createHttpServer(options).requestHandler(request -> {
            if (!answers.answer(request)) {
                request.response().setStatusCode(404).end();
            }
        });
    }

    @Override
    public Future<Void> open() {
        return server.listen()
                .onSuccess(listening -> certificate.ifPresent(
                        pem -> reload = CertificateReload.start(vertx, tls.orElseThrow(), pem, server)))
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        if (reload != null) {
            reload.stop();
        }
        return server.close();
    }
}
