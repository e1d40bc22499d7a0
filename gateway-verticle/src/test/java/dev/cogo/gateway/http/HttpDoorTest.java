package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is around the operations: headers, other origins, documents, health, the console, metrics. */
class HttpDoorTest {
    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/auth/me", "/health/live", "/nowhere", "/openapi.yaml", "/")) {
            HttpResponse<Buffer> response = gateway.get(path);
            assertThat(response.getHeader("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(response.getHeader("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.getHeader("Strict-Transport-Security")).isNull();
            assertThat(response.getHeader("Server")).isNull();
        }
    }

    @Test
    void requestIdsAreTakenOverWhenTheyAreHarmless() {
        assertThat(gateway.client
                        .get("/health/live")
                        .putHeader("X-Request-Id", "proxy-17.a_B")
                        .send()
                        .await()
                        .getHeader("X-Request-Id"))
                .isEqualTo("proxy-17.a_B");
        for (String odd : List.of("a b", "x".repeat(129), "${jndi:x}", "é")) {
            assertThat(gateway.client
                            .get("/health/live")
                            .putHeader("X-Request-Id", odd)
                            .send()
                            .await()
                            .getHeader("X-Request-Id"))
                    .hasSize(36);
        }
    }

    @Test
    void pagesOfListedOriginsMayCall() {
        HttpResponse<Buffer> preflight = gateway.request(HttpMethod.OPTIONS, "/chat/message")
                .putHeader("Origin", TestGateway.ORIGIN)
                .putHeader("Access-Control-Request-Method", "POST")
                .putHeader("Access-Control-Request-Headers", "authorization,content-type")
                .send()
                .await();
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.getHeader("Access-Control-Allow-Origin")).isEqualTo(TestGateway.ORIGIN);
        assertThat(preflight.getHeader("Access-Control-Allow-Methods"))
                .contains("GET", "POST", "PUT", "PATCH", "DELETE");
        assertThat(preflight.getHeader("Access-Control-Allow-Headers")).containsIgnoringCase("authorization");
        assertThat(preflight.getHeader("Access-Control-Allow-Credentials")).isNull();

        HttpResponse<Buffer> refused = gateway.client
                .get("/auth/me")
                .putHeader("Origin", TestGateway.ORIGIN)
                .send()
                .await();
        // A page must be able to read why it was refused.
        assertProblem(refused, ErrorCode.UNAUTHENTICATED);
        assertThat(refused.getHeader("Access-Control-Allow-Origin")).isEqualTo(TestGateway.ORIGIN);
    }

    @Test
    void pagesOfOtherOriginsMayNot() {
        HttpResponse<Buffer> response = gateway.client
                .get("/health/live")
                .putHeader("Origin", "https://evil.example.com")
                .send()
                .await();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isNull();
        assertThat(response.getHeader("Vary")).containsIgnoringCase("origin");

        HttpResponse<Buffer> preflight = gateway.request(HttpMethod.OPTIONS, "/chat/message")
                .putHeader("Origin", "https://evil.example.com")
                .putHeader("Access-Control-Request-Method", "POST")
                .send()
                .await();
        assertProblem(preflight, ErrorCode.METHOD_NOT_ALLOWED);
        assertThat(preflight.getHeader("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void theKeysArePublished() {
        HttpResponse<Buffer> response = gateway.get("/.well-known/jwks.json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("public, max-age=300");
        JsonObject key = response.bodyAsJsonObject().getJsonArray("keys").getJsonObject(0);
        assertThat(key.getString("alg")).isEqualTo("ES256");
        assertThat(key.containsKey("d")).isFalse();
    }

    @Test
    void healthSaysWhatIsUp() {
        assertThat(gateway.get("/health/live").bodyAsJsonObject().getString("status"))
                .isEqualTo("UP");
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        gateway.ready.set(false);
        try {
            HttpResponse<Buffer> response = gateway.get("/health/ready");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.bodyAsString())
                    .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"id\":\"switch\",\"status\":\"DOWN\"}]}");
            assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            gateway.ready.set(true);
        }
    }

    @Test
    void theDocumentIsServed() {
        HttpResponse<Buffer> response = gateway.get("/openapi.yaml");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/yaml");
        assertThat(response.bodyAsString()).startsWith("openapi: 3.").contains("operationId: sendMessage");
    }

    @Test
    void theConsoleIsServedWithItsPolicy() {
        HttpResponse<Buffer> page = gateway.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.getHeader("Content-Type")).startsWith("text/html");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.getHeader("Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("connect-src 'self' ws://127.0.0.1:" + gateway.port())
                .doesNotContain("unsafe");

        HttpResponse<Buffer> asset = gateway.get("/assets/app-0a1b2c.js");
        assertThat(asset.getHeader("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");

        HttpResponse<Buffer> view = gateway.client
                .get("/sessions/42")
                .putHeader("Accept", "text/html")
                .send()
                .await();
        assertThat(view.bodyAsString()).isEqualTo(page.bodyAsString());
        assertThat(view.getHeader("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void theConsoleHidesNothingOfTheApiAndShowsNothingElse() {
        for (String path : List.of(
                "/chat/nothing",
                "/auth",
                "/missing.js",
                "/assets/missing.js",
                "/../../etc/passwd.txt",
                "/%2e%2e/pom.xml",
                "/.env")) {
            HttpResponse<Buffer> response = gateway.client
                    .get("/")
                    .uri(path)
                    .putHeader("Accept", "text/html, */*")
                    .send()
                    .await();
            assertProblem(response, ErrorCode.NOT_FOUND);
        }
        assertProblem(gateway.get("/sessions/42"), ErrorCode.NOT_FOUND);
    }

    @Test
    void whatOperationsCostIsSentInBatches() throws Exception {
        TestGateway measured = new TestGateway();
        try (measured) {
            FakeServices services = FakeServices.deploy(
                    measured.vertx,
                    Map.of(
                            Address.METRICS_RECORD, request -> Done.DONE,
                            Address.SESSION_LIST, request -> new SessionPage(List.of(), null)));
            Instant before = Instant.now();
            String token = measured.newUser().getString("accessToken");
            measured.get("/chat/sessions", token);
            services.next();
            measured.get("/chat/sessions");
            measured.get("/chat/sessions?limit=x", token);
            measured.get("/nowhere");
            measured.get("/health/ready");
            measured.get("/health/live");
            measured.get("/openapi.yaml");

            measured.stop();

            List<Metric> metrics = ((RecordMetrics) services.next()).metrics();
            assertThat(metrics)
                    .extracting(Metric::functionName)
                    .containsExactly("register", "listSessions", "listSessions", "listSessions");
            assertThat(metrics).extracting(Metric::errors).containsExactly(0, 0, 1, 1);
            assertThat(metrics).extracting(Metric::dbQueries).containsExactly(5, 1, 0, 0);
            assertThat(metrics).allSatisfy(metric -> {
                assertThat(metric.executionTime()).isBetween(0, 60_000);
                assertThat(metric.timestamp()).isBetween(before, Instant.now());
            });
            assertThat(metrics.getFirst().executionTime()).isPositive();
            assertThat(services.isEmpty()).isTrue();
        }
    }
}
