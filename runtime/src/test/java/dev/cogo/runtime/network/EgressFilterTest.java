package dev.cogo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressFilterTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[ff02::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[2001:0:4136:e378:8000:63bf:3fff:fdd2]"
            })
    void whatIsNotTheInternetIsRefused(String host) {
        EgressFilter filter = new EgressFilter(vertx, EgressPolicy.internet());
        assertThatThrownBy(() -> filter.bind(to("http://" + host + ":80/")).await())
                .as(host)
                .isInstanceOfAny(EgressRefusedException.class, UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]", "8.8.8.8"})
    void theInternetIsNot(String host) {
        RequestOptions bound = new EgressFilter(vertx, EgressPolicy.internet())
                .bind(to("https://" + host + "/x"))
                .await();
        SocketAddress server = (SocketAddress) bound.getServer();
        assertThat(server.port()).isEqualTo(443);
        assertThat(server.hostAddress()).isNotNull();
    }

    /** Whatever the name says a moment later. */
    @Test
    void theConnectionGoesToTheAddressThatWasLookedAt() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(
                        request -> request.response().end(request.authority().toString()))
                .listen(0, "127.0.0.1")
                .await();
        EgressFilter filter = new EgressFilter(vertx, new EgressPolicy(AddressRanges.parse(List.of("loopback"))));
        RequestOptions bound = filter.bind(to("http://localhost:" + server.actualPort() + "/"))
                .await()
                .setHost("name-that-leads-nowhere.invalid");
        HttpClient client = vertx.createHttpClient();
        assertThat(client.request(bound)
                        .compose(request -> request.send())
                        .compose(response -> response.body())
                        .await()
                        .toString())
                .isEqualTo("name-that-leads-nowhere.invalid:" + server.actualPort());
    }

    private static RequestOptions to(String url) {
        return new RequestOptions().setAbsoluteURI(url);
    }
}
