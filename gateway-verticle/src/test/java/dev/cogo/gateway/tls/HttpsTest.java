package dev.cogo.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.RawHttp;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.runtime.testing.Certificates;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with certificates of an authority, whose files change while it runs. */
class HttpsTest {
    private static final int SILENT = 8;

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Path chain;
    private static Path key;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.in(folder);
        certificates.sign("first", "san=dns:localhost");
        certificates.sign("second", "san=dns:localhost");
        chain = folder.resolve("served.crt");
        key = folder.resolve("served.key");
        serve("first", "first");
        LimitsConfig usual = LimitsConfig.defaults();
        LimitsConfig.Address few = new LimitsConfig.Address(
                usual.address().requestsPerMinute(), usual.address().connections(), SILENT);
        gateway = new TestGateway(usual.with(few), new TlsFiles(chain, key, Duration.ofMillis(50)));
    }

    @AfterAll
    static void stop() {
        gateway.stop();
        gateway.close();
    }

    private static void serve(String certificate, String keyOf) throws IOException {
        replace(chain, folder.resolve(certificate + ".crt"));
        replace(key, folder.resolve(keyOf + ".key"));
    }

    // As certbot and Kubernetes do: the name is there at each moment.
    private static void replace(Path file, Path content) throws IOException {
        Path next = Files.copy(content, file.resolveSibling(file.getFileName() + ".next"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The common name that a new connection is shown, by a client that trusts the authority and looks at the host. */
    private static String shown() {
        try {
            HttpClient client = gateway.vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setTrustOptions(new PemTrustOptions()
                            .addCertPath(certificates.authority().toString())));
            try {
                return client.request(HttpMethod.GET, gateway.port(), "localhost", "/health/live")
                        .compose(request -> request.send())
                        .map(response -> name(response.request().connection()))
                        .await();
            } finally {
                client.close().await();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(HttpConnection connection) {
        try {
            Certificate peer = connection.peerCertificates().getFirst();
            return ((X509Certificate) peer).getSubjectX500Principal().getName();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNewCertificateIsShownToWhoConnectsAndOpenConnectionsStay() throws Exception {
        serve("first", "first");
        Eventually.until("the first certificate", () -> shown().startsWith("CN=first"));
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        WebSocket socket = gateway.vertx
                .createWebSocketClient(new WebSocketClientOptions()
                        .setSsl(true)
                        .setTrustAll(true)
                        .setVerifyHost(false))
                .connect(gateway.port(), "127.0.0.1", "/eventbus/websocket")
                .await();
        socket.handler(frame -> told.add(frame.toString()));

        serve("second", "second");
        Eventually.until("the second certificate", () -> shown().startsWith("CN=second"));

        // It is answered on the connection of before.
        socket.writeTextMessage("{\"type\":\"register\",\"address\":\"no channel\"}");
        assertThat(told.poll(10, TimeUnit.SECONDS)).contains("err");
        assertThat(socket.isClosed()).isFalse();

        // A key that is not the certificate's, and rubbish, change nothing; what is right again is taken.
        serve("first", "second");
        Files.writeString(chain, "rubbish");
        assertThat(shown()).startsWith("CN=second");
        serve("first", "first");
        Eventually.until("the first certificate", () -> shown().startsWith("CN=first"));
        assertThat(socket.isClosed()).isFalse();
    }

    @Test
    void browsersAreToldToStayWithTls() {
        assertThat(gateway.get("/health/live").getHeader("Strict-Transport-Security"))
                .isNotNull();
        assertThat(gateway.newUser().getString("accessToken")).isNotEmpty();
    }

    @Test
    void plainHttpIsToldToComeByHttps() throws IOException {
        try (RawHttp plain = new RawHttp(gateway.port())) {
            assertThat(plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").all())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json", "\"code\":\"invalid_request\"", "https://");
        }
    }

    @Test
    void handshakesThatAreNeverFinishedAreFewForAnAddress() throws IOException {
        List<RawHttp> begun = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT; i++) {
                begun.add(new RawHttp(gateway.port()));
            }
            Eventually.until("one more to be closed at once", () -> {
                if (closedAtOnce()) {
                    return true;
                }
                // It may have had the place of one of those.
                begun.add(silent());
                return false;
            });
        } finally {
            for (RawHttp one : begun) {
                one.close();
            }
        }
        Eventually.until(
                "their places to be free again",
                () -> gateway.get("/health/live").statusCode() == 200);
    }

    private static RawHttp silent() {
        try {
            return new RawHttp(gateway.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean closedAtOnce() {
        try (RawHttp another = new RawHttp(gateway.port())) {
            // Refused before a byte is read; one that has a place is told what plain HTTP is told.
            return !another.send("GET / HTTP/1.1\r\n\r\n").all().startsWith("HTTP/1.1 400");
        } catch (IOException closed) {
            return true;
        }
    }

    @Test
    void filesThatDoNotBelongTogetherAreNamed() throws IOException {
        assertThatThrownBy(() -> TlsFiles.of(folder.resolve("first.crt"), folder.resolve("second.key"))
                        .read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HTTP_TLS_KEY is not the key of the certificate in HTTP_TLS_CERT");
        assertThatThrownBy(() -> TlsFiles.of(folder.resolve("first.key"), folder.resolve("first.crt"))
                        .read())
                .hasMessageContaining("HTTP_TLS_CERT and HTTP_TLS_KEY must name PEM files");
        assertThatThrownBy(() -> TlsFiles.of(folder.resolve("none.crt"), folder.resolve("first.key"))
                        .read())
                .hasMessageContaining("HTTP_TLS_CERT must name a readable PEM file");
    }
}
