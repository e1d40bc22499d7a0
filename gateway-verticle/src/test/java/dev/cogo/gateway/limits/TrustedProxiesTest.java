package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.network.AddressRanges;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server on loopback makes of what a proxy on loopback writes. */
class TrustedProxiesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrustedProxies BALANCER_AND_FRONT = TrustedProxies.parse(List.of("loopback", "10.9.0.0/16"));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    /** Lines are separated by {@code |}; a line that begins with {@code F} is of {@code Forwarded}. */
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            '203.0.113.7'                                               > 203.0.113.7
            '203.0.113.7:4711'                                          > 203.0.113.7
            ' 203.0.113.7 '                                             > 203.0.113.7
            '1.1.1.1, 203.0.113.7'                                      > 203.0.113.7
            '1.1.1.1|203.0.113.7'                                       > 203.0.113.7
            '203.0.113.7, 10.9.0.4'                                     > 203.0.113.7
            '1.1.1.1, 203.0.113.7, 10.9.0.4, 10.9.3.3'                  > 203.0.113.7
            '1.1.1.1, 203.0.113.7|10.9.0.4'                             > 203.0.113.7
            '10.9.0.5, 10.9.0.4'                                        > 10.9.0.5
            '2001:db8:1:2:3::9'                                         > 20010db800010002/64
            '[2001:db8:1:2:3::9]:443'                                   > 20010db800010002/64
            '::ffff:203.0.113.7'                                        > 203.0.113.7
            '1.1.1.1, unknown, 10.9.0.4'                                > 10.9.0.4
            '1.1.1.1, evil.example.org'                                 > 127.0.0.1
            '1.1.1.1,'                                                  > 127.0.0.1
            '[2001:db8::1'                                              > 127.0.0.1
            '999.1.1.1'                                                 > 127.0.0.1
            'F for=203.0.113.7'                                         > 203.0.113.7
            'F for=1.1.1.1, For="203.0.113.7:80";proto=http;by=_x'      > 203.0.113.7
            'F for=1.1.1.1|F for="[2001:db8:1:2::9]:4711", for=10.9.0.4' > 20010db800010002/64
            'F for=203.0.113.7, for=_hidden, for=10.9.0.4'              > 10.9.0.4
            'F for="1.1.1.1'                                            > 127.0.0.1
            'F for=", for=203.0.113.7'                                  > 127.0.0.1
            'F by=203.0.113.7'                                          > 127.0.0.1
            '203.0.113.7|F for=203.0.113.7'                             > 203.0.113.7
            '203.0.113.7|F for=1.1.1.1'                                 > 127.0.0.1
            """)
    void theLastStopThatIsNoTrustedProxyCounts(String lines, String key) {
        String head = Stream.of(lines.split("\\|", -1))
                .map(line -> line.startsWith("F ") ? "Forwarded: " + line.substring(2) : "X-Forwarded-For: " + line)
                .collect(Collectors.joining("\r\n"));

        assertThat(seen(BALANCER_AND_FRONT, head)).isEqualTo(key + " plain");
        assertThat(seen(TrustedProxies.none(), head)).isEqualTo("127.0.0.1 plain");
        assertThat(seen(TrustedProxies.parse(List.of("10.9.0.0/16", "private")), head))
                .isEqualTo("127.0.0.1 plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: https",
                "X-Forwarded-Proto: HTTPS",
                "X-Forwarded-Proto: http\r\nX-Forwarded-Proto: https",
                "Forwarded: proto=http, proto=https"
            })
    void aTrustedProxySaysThatTheBrowserUsesTls(String head) {
        assertThat(seen(BALANCER_AND_FRONT, head)).isEqualTo("127.0.0.1 encrypted");
        assertThat(seen(TrustedProxies.none(), head)).isEqualTo("127.0.0.1 plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: https, http",
                "X-Forwarded-Proto: http\r\nForwarded: proto=https",
                "Forwarded: proto=https, for=1.1.1.1;proto=http",
                "Accept: */*"
            })
    void andThatItDoesNot(String head) {
        assertThat(seen(BALANCER_AND_FRONT, head)).endsWith(" plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "2001:db8::/129", "proxy.example.org", "all", ""})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesStandForRanges() throws Exception {
        TrustedProxies all = TrustedProxies.parse(List.of("private", "loopback", "link-local", "192.0.2.1"));
        for (String inside : List.of(
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "fd00::1",
                "127.8.8.8",
                "::1",
                "169.254.1.1",
                "fe80::1",
                "192.0.2.1")) {
            assertThat(all.contains(AddressRanges.literal(inside).orElseThrow()))
                    .as(inside)
                    .isTrue();
        }
        for (String outside : List.of("172.32.0.1", "11.0.0.1", "fe00::1", "::2", "192.0.2.2")) {
            assertThat(all.contains(AddressRanges.literal(outside).orElseThrow()))
                    .as(outside)
                    .isFalse();
        }
    }

    private static String seen(TrustedProxies proxies, String head) {
        HttpServer server = VERTX.createHttpServer()
                .requestHandler(request -> request.response()
                        .end(proxies.client(request).key() + (proxies.isEncrypted(request) ? " encrypted" : " plain")))
                .listen(0, "127.0.0.1")
                .await();
        NetClient client = VERTX.createNetClient();
        Promise<Void> ended = Promise.promise();
        Buffer answer = Buffer.buffer();
        NetSocket socket = client.connect(server.actualPort(), "127.0.0.1").await();
        socket.handler(answer::appendBuffer).closeHandler(closed -> ended.complete());
        socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + head + "\r\n\r\n");
        ended.future().await();
        client.close();
        server.close().await();
        return answer.toString().substring(answer.toString().indexOf("\r\n\r\n") + 4);
    }
}
