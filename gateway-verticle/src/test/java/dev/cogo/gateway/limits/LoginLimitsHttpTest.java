package dev.cogo.gateway.limits;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.StoredMessages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limits as clients meet them, behind a proxy that is trusted. */
class LoginLimitsHttpTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                LimitsConfig.defaults()
                        .with(new LimitsConfig.User(10, 6000, 100, 100))
                        .with(new LimitsConfig.Login(2, 3, Duration.ofMinutes(5), 2)),
                true);
        FakeServices.deploy(gateway.vertx, Map.of(Address.MESSAGE_SEND, request -> new StoredMessages(List.of())));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void wrongPasswordsAreCountedAndTheOwnerElsewhereIsNotLockedOut() {
        String email = register("198.51.100.1");
        for (int i = 0; i < 2; i++) {
            assertProblem(login(email, "wrong password", "203.0.113.1"), ErrorCode.INVALID_CREDENTIALS);
        }

        HttpResponse<Buffer> limited = login(email, TestGateway.PASSWORD, "203.0.113.1");
        assertThat(assertProblem(limited, ErrorCode.RATE_LIMITED)).contains("failed logins for this account");
        assertThat(Integer.parseInt(limited.getHeader("Retry-After"))).isBetween(1, 300);
        // What the client itself wrote into the header does not help.
        assertProblem(login(email, TestGateway.PASSWORD, "198.51.100.77, 203.0.113.1"), ErrorCode.RATE_LIMITED);
        assertThat(login(email, TestGateway.PASSWORD, "198.51.100.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAddressThatTriesManyAccountsIsStoppedUnknownOnesIncluded() {
        for (int i = 0; i < 3; i++) {
            assertProblem(
                    login("victim" + i + "@example.org", "wrong password", "203.0.113.2"),
                    ErrorCode.INVALID_CREDENTIALS);
        }

        assertProblem(login("victim9@example.org", "wrong password", "203.0.113.2"), ErrorCode.RATE_LIMITED);
    }

    @Test
    void rightPasswordsAreNotCounted() {
        String email = register("198.51.100.3");
        for (int i = 0; i < 4; i++) {
            assertThat(login(email, TestGateway.PASSWORD, "198.51.100.3").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void registrationsAreLimited() {
        for (int i = 0; i < 2; i++) {
            register("203.0.113.4");
        }
        HttpResponse<Buffer> limited = tryRegister(TestGateway.email(), "203.0.113.4");

        assertProblem(limited, ErrorCode.RATE_LIMITED);
        assertThat(limited.getHeader("Retry-After")).isNotNull();
        register("203.0.113.5");
    }

    @Test
    void aWholeIpv6NetworkIsOneAddress() {
        for (int i = 0; i < 2; i++) {
            register("2001:db8:1:2::" + i);
        }
        assertProblem(tryRegister(TestGateway.email(), "2001:db8:1:2:ffff::1"), ErrorCode.RATE_LIMITED);
        register("2001:db8:1:3::1");
    }

    @Test
    void messagesAreLimitedAndABatchIsSeveral() {
        String token = tryRegister(TestGateway.email(), "198.51.100.6")
                .bodyAsJsonObject()
                .getString("accessToken");
        JsonObject batch =
                new JsonObject().put("sessionId", Ids.next().toString()).put("messages", new JsonArray());
        for (int i = 0; i < 8; i++) {
            batch.getJsonArray("messages").add(new JsonObject().put("content", "x"));
        }
        assertThat(gateway.post("/chat/message", token, batch).statusCode()).isEqualTo(201);

        HttpResponse<Buffer> limited = gateway.post("/chat/message", token, batch);

        assertThat(assertProblem(limited, ErrorCode.RATE_LIMITED)).contains("messages");
        assertThat(limited.getHeader("Retry-After")).isNotNull();
    }

    @Test
    void tlsAtTheProxyIsTlsToTheBrowser() {
        HttpResponse<Buffer> response = gateway.client
                .get("/health/live")
                .putHeader("X-Forwarded-Proto", "https")
                .send()
                .await();

        assertThat(response.getHeader("Strict-Transport-Security")).startsWith("max-age=");
    }

    private static String register(String from) {
        String email = TestGateway.email();
        assertThat(tryRegister(email, from).statusCode()).isEqualTo(201);
        return email;
    }

    private static HttpResponse<Buffer> tryRegister(String email, String from) {
        return send("/auth/register", email, TestGateway.PASSWORD, from);
    }

    private static HttpResponse<Buffer> login(String email, String password, String from) {
        return send("/auth/login", email, password, from);
    }

    private static HttpResponse<Buffer> send(String path, String email, String password, String from) {
        return gateway.client
                .post(path)
                .putHeader("X-Forwarded-For", from)
                .sendJsonObject(new JsonObject().put("email", email).put("password", password))
                .await();
    }
}
