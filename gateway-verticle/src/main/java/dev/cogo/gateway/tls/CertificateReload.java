package dev.cogo.gateway.tls;

import dev.cogo.runtime.metrics.NodeMetrics;
import io.micrometer.core.instrument.TimeGauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of a certificate: who connects after a change is shown the new one, and open connections stay. Files that can't be
 * used, or do not belong together because the second is not written yet, change nothing.
 */
public final class CertificateReload {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateReload.class);
    private static final Duration SOON = Duration.ofDays(7);

    private final Vertx vertx;
    private final TlsFiles files;
    private final HttpServer server;
    private volatile ServerCertificate served;
    private @Nullable String complained;
    private long timer;
    private volatile boolean stopped;

    private CertificateReload(Vertx vertx, TlsFiles files, ServerCertificate served, HttpServer server) {
        this.vertx = vertx;
        this.files = files;
        this.server = server;
        this.served = served;
    }

    /**
     * Begins.
     *
     * @param served what the server was opened with
     * @param server one that listens; those that share its port follow it
     */
    public static CertificateReload start(Vertx vertx, TlsFiles files, ServerCertificate served, HttpServer server) {
        CertificateReload reload = new CertificateReload(vertx, files, served, server);
        // Prometheus wants a point in time as seconds since 1970.
        TimeGauge.builder("cogo.http.certificate.ends", reload, TimeUnit.MILLISECONDS, CertificateReload::ends)
                .strongReference(true)
                .register(NodeMetrics.of(vertx));
        reload.tell();
        reload.lookLater();
        return reload;
    }

    private double ends() {
        return served.ends().toEpochMilli();
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void lookLater() {
        if (!stopped) {
            timer = vertx.setTimer(files.lookEvery().toMillis(), due -> look().onComplete(done -> lookLater()));
        }
    }

    private Future<Void> look() {
        return vertx.executeBlocking(files::read).compose(this::serve).onFailure(this::complain);
    }

    private Future<Void> serve(ServerCertificate found) {
        complained = null;
        if (found.equals(served)) {
            return Future.succeededFuture();
        }
        return server.updateSSLOptions(found.options())
                .onSuccess(changed -> {
                    served = found;
                    tell();
                })
                .mapEmpty();
    }

    private void tell() {
        if (served.ends().isBefore(Instant.now().plus(SOON))) {
            LOG.warn("HTTPS is served with a certificate that ends at {}", served.ends());
        } else {
            LOG.info("HTTPS is served with a certificate that ends at {}", served.ends());
        }
    }

    private void complain(Throwable failure) {
        if (!String.valueOf(failure.getMessage()).equals(complained)) {
            complained = String.valueOf(failure.getMessage());
            LOG.warn("the certificate of HTTPS stays as it is: {}", complained);
        }
    }
}
