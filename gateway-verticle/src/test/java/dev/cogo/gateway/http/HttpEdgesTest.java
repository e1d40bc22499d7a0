package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cogo.gateway.RawHttp;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What HTTP forbids or asks for beside the operations; none of it is a failure of the server, and none of it is logged. */
class HttpEdgesTest {
    private static final String BODY = "{\"email\":\"a@b.co\",\"password\":\"x\"}";

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final String token = gateway.newUser().getString("accessToken");
    private static final String key =
            ApiKeys.make(ApiKeys.Role.ANON, gateway.config.secrets().anonKeySecret());

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void nothingWasLogged() {
        root().detachAppender(log);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .filteredOn(event -> !event.getLoggerName().endsWith("MetricsBatch"))
                .filteredOn(event -> !event.getLoggerName().equals("cogo.audit"))
                .isEmpty();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/session/%zz",
                "/chat/session/%",
                "/chat/session/%4",
                "/auth/v1/user?apikey=%zz",
                "/auth/v1/user?apikey=secret&x=%",
                "/realtime/v1/websocket?apikey=%zz",
                "/functions/v1/chat-gateway?apikey=%g1",
                "/eventbus/websocket?ticket=%zz",
                "/chat/sessions?limit=%\u0663\u0663",
                "/%zz",
            })
    void aBrokenPercentSign(String uri) throws IOException {
        assertRefused("GET " + uri + " HTTP/1.1\r\nHost: x\r\n\r\n", 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked, xchunked",
                "Transfer-Encoding: xchunked, chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked,\r\n xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: xchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;q=1",
            })
    void atransferCodingThatNobodyKnows(String header) throws IOException {
        // Behind it stands what must not be taken for a request of its own.
        String answers = answer("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + header
                + "\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host: x\\r\\nHost: x           | 400
            Host: x\\r\\nHost: y           | 400
            Host: a b                      | 400
            Host: x:port                   | 400
            Host:                          | 400
            X-No-Host: x                   | 400
            Host: LocalHost                | 200
            Host: [::1]:8080               | 200
            """)
    void hosts(String header, String status) throws IOException {
        String answer = answer(
                "GET /health/live HTTP/1.1\r\nConnection: close\r\n" + header.replace("\\r\\n", "\r\n") + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("Exception");
        if (!status.equals("200")) {
            assertThat(answer).contains("\"code\":\"invalid_request\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Expect: 200-ok                                | 417 | expectation_failed
            Expect: 100-continue, 200-ok                  | 417 | expectation_failed
            Expect:                                       | 417 | expectation_failed
            Content-Encoding: gzip                        | 415 | unsupported_encoding
            Content-Encoding: identity, br                | 415 | unsupported_encoding
            Content-Encoding: identity                    | 401 | invalid_credentials
            Expect: 100-CONTINUE                          | 401 | invalid_credentials
            """)
    void expectationsAndCodings(String header, int status, String code) throws IOException {
        String answer = answer("POST /auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n" + header + "\r\n\r\n"
                + BODY);

        assertThat(answer.replace("HTTP/1.1 100 Continue\r\n\r\n", "")).startsWith("HTTP/1.1 " + status);
        assertThat(answer).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
    }

    @Test
    void aByteOrderMarkIsCalledByItsName() throws IOException {
        String body = "\u00ef\u00bb\u00bf" + BODY;
        assertThat(answer("POST /auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .contains("invalid_json")
                .contains("byte order mark");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/health/ready",
                "/.well-known/jwks.json",
                "/openapi.yaml",
                "/asyncapi.yaml",
                "/eventbus/info",
                "/auth/me",
                "/auth/me?x=1",
                "/chat/session/7",
                "/chat/nothing",
                "/nope",
                "/nope.js",
                "/",
                "/assets/app-0a1b2c.js",
                "/assets/missing.js",
                "/auth/v1/settings",
                "/auth/v1/nothing",
                "/auth/login",
                "/realtime/v1/websocket",
                "/functions/v1/chat-gateway",
            })
    void headIsGetWithoutContent(String path) throws IOException {
        String get = answer("GET " + path + head());
        try (RawHttp client = new RawHttp(gateway.port())) {
            // Two at once: content that came all the same would be taken for the head of the second answer.
            String answers = client.send(
                            "HEAD " + path + head().replace("close", "keep-alive") + "HEAD " + path + head())
                    .all();

            String status = get.substring(0, 12);
            assertThat(answers.split("(?=HTTP/1.1 )"))
                    .allMatch(answer -> answer.startsWith(status), status)
                    .allMatch(answer -> answer.endsWith("\r\n\r\n"), "no content");
        }
    }

    private static String head() {
        return " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\napikey: " + key
                + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /auth/login                          | POST
            DELETE | /auth/me                             | GET, HEAD, PATCH
            PUT    | /chat/session/7                      | GET, HEAD, PATCH
            PUT    | /chat/session/7/                     | GET, HEAD, PATCH
            POST   | /health/live                         | GET, HEAD
            POST   | /openapi.yaml                        | GET, HEAD
            DELETE | /nope                                | GET, HEAD
            BREW   | /auth/login                          | POST
            GET    | /realtime/v1/api/broadcast           | POST
            GET    | /functions/v1/chat-gateway           | POST
            GET    | /functions/v1/chat-gateway/auth/login | POST
            POST   | /realtime/v1/websocket               | GET, HEAD
            """)
    void whoUsesAnotherMethodIsToldWhichThereAre(String method, String path, String allowed) {
        var response = gateway.request(HttpMethod.valueOf(method), path)
                .putHeader("apikey", key)
                .bearerTokenAuthentication(token)
                .send()
                .await();

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).isEqualTo(allowed);
    }

    @Test
    void manyRequestsAtOnceAreAnsweredOrTheirConnectionEnded() throws IOException {
        String request = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String last = request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        try (RawHttp client = new RawHttp(gateway.port())) {
            assertThat(client.send(request.repeat(49) + last).all().split("HTTP/1.1 200 ", -1))
                    .hasSize(51);
        }
        try (RawHttp client = new RawHttp(gateway.port())) {
            // The server reads more at a time from who has sent much.
            client.send(
                    "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 16384\r\n\r\n"
                            + " ".repeat(16 * 1024));
            client.head();
            client.send(request.repeat(1_000) + last).all();
        } catch (SocketException reset) {
            // The end came while requests were still under way.
        }
    }

    @Test
    void aClientThatGoesAwayIsNoFailureOfOurs() throws IOException {
        for (String path : List.of("/auth/login", "/auth/v1/signup", "/functions/v1/chat-gateway/auth/login")) {
            try (RawHttp client = new RawHttp(gateway.port())) {
                client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\napikey: " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
                assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            }
        }
        assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
    }

    private static void assertRefused(String request, int status, String code) throws IOException {
        String answer = answer(request);
        assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("Exception");
        JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.getString("code")).isEqualTo(code);
    }

    private static String answer(String request) throws IOException {
        try (RawHttp client = new RawHttp(gateway.port())) {
            return client.send(request).all();
        }
    }
}
