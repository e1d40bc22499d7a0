package dev.cogo.gateway;

import dev.cogo.gateway.auth.AccountsVerticle;
import dev.cogo.gateway.auth.mail.MailVerticle;
import dev.cogo.gateway.supabase.realtime.positions.PositionsVerticle;
import dev.cogo.gateway.tls.CertificateReload;
import dev.cogo.gateway.tls.ServerCertificate;
import dev.cogo.gateway.tls.TlsFiles;
import dev.cogo.runtime.database.DatabaseConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole gateway of a node, started and stopped in the right order. */
public final class GatewayNode {
    private final Vertx vertx;
    private final GatewayConfig config;
    private final GatewayParts parts;
    private final DatabaseConfig database;
    private final List<String> doors = new ArrayList<>();
    private String accounts = "";
    private String positions = "";
    private String mail = "";
    private @Nullable CertificateReload reload;
    private int port;

    public GatewayNode(Vertx vertx, GatewayConfig config, GatewayParts parts, DatabaseConfig database) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
        this.database = database;
    }

    /**
     * Starts everything; the doors open last. Blocks while it reads the certificate.
     *
     * @param eventLoops how many {@link GatewayVerticle}s; they share the port, so with port 0 it must be 1
     */
    public Future<Void> start(int eventLoops) {
        DeploymentOptions virtual = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        Future<Void> started = parts.realtime()
                .start()
                .compose(done -> vertx.deployVerticle(this::accountsVerticle, virtual))
                .compose(id -> {
                    accounts = id;
                    return vertx.deployVerticle(() -> new PositionsVerticle(parts.positions(), database), virtual);
                })
                .compose(id -> {
                    positions = id;
                    return startMail(virtual);
                });
        Optional<ServerCertificate> certificate = config.tls().map(TlsFiles::read);
        for (int i = 0; i < eventLoops; i++) {
            GatewayVerticle door = new GatewayVerticle(config, parts, certificate);
            started = started.compose(done -> vertx.deployVerticle(door)).compose(id -> {
                doors.add(id);
                port = door.server().actualPort();
                if (certificate.isPresent() && reload == null) {
                    reload = CertificateReload.start(
                            vertx, config.tls().orElseThrow(), certificate.get(), door.server());
                }
                return Future.succeededFuture();
            });
        }
        return started;
    }

    private Future<Void> startMail(DeploymentOptions virtual) {
        return config.accounts()
                .smtp()
                .map(smtp -> vertx.deployVerticle(
                                () -> new MailVerticle(
                                        smtp, config.secrets().refreshTokenSecret(), database, parts.cluster()),
                                virtual)
                        .<Void>map(id -> {
                            mail = id;
                            return null;
                        }))
                .orElseGet(Future::succeededFuture);
    }

    private AccountsVerticle accountsVerticle() {
        return new AccountsVerticle(
                config.auth(),
                parts.accounts(),
                parts.tokens(),
                parts.bus(),
                parts.audit(),
                database,
                parts.realtime()::loginsEnded);
    }

    /** The port that is listened on, once started. */
    public int port() {
        return port;
    }

    /** Closes the doors, lets requests that are under way end, then stops what they needed. */
    public Future<Void> stop() {
        if (reload != null) {
            reload.stop();
        }
        return Future.join(doors.stream().map(vertx::undeploy).toList())
                .transform(closed -> parts.realtime().stop())
                .transform(stopped -> positions.isEmpty() ? Future.succeededFuture() : vertx.undeploy(positions))
                .transform(stopped -> mail.isEmpty() ? Future.succeededFuture() : vertx.undeploy(mail))
                .transform(stopped -> accounts.isEmpty() ? Future.succeededFuture() : vertx.undeploy(accounts));
    }
}
