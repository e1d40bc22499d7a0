package dev.cogo.gateway.http;

import static dev.cogo.gateway.TestGateway.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.testing.AuditLines;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the doors tell the security log. */
class AuditHttpTest {
    private static final String NEXT = "nine loud lighthouses";
    private static final AuditLines LINES = new AuditLines();

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                LimitsConfig.defaults().with(new LimitsConfig.Login(3, 100, Duration.ofMinutes(5), 100)), false);
        FakeServices.deploy(gateway.vertx, Map.of(Address.ACCOUNT_ERASE, request -> Done.DONE));
    }

    @AfterAll
    static void stop() {
        LINES.close();
        gateway.close();
    }

    @Test
    void whoComesInAndWhatTheyChange() {
        JsonObject user = gateway.newUser();
        String id = user.getJsonObject("user").getString("id");
        String token = user.getString("accessToken");
        login(email(user), PASSWORD);
        gateway.post("/auth/password", token, new JsonObject().put("newPassword", NEXT));
        gateway.request(HttpMethod.DELETE, "/auth/logins?scope=global")
                .bearerTokenAuthentication(token)
                .send()
                .await();
        String again = login(email(user), NEXT).bodyAsJsonObject().getString("accessToken");
        gateway.post("/auth/me/deletion", again, new JsonObject().put("password", NEXT));

        assertThat(LINES.with(id))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("INFO event=registration outcome=done actor=" + id
                                        + " account=[0-9a-f]{16} address=127.0.0.1"),
                        line -> assertThat(line).startsWith("INFO event=login outcome=done actor=" + id),
                        line -> assertThat(line)
                                .isEqualTo("INFO event=logins_ended outcome=done target=" + id
                                        + " reason=password count=1"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "INFO event=password_change outcome=done actor=" + id + " address=127.0.0.1"),
                        line -> assertThat(line).endsWith("target=" + id + " reason=logout count=1"),
                        line -> assertThat(line).endsWith("target=" + id + " reason=deletion count=1"),
                        line -> assertThat(line).startsWith("INFO event=account_deletion outcome=done actor=" + id));
        assertThat(LINES.with("event=")).noneMatch(line -> line.contains("@") || line.contains("lighthouses"));
    }

    @Test
    void failedLoginsAndLockOuts() {
        String email = email(gateway.newUser());
        for (int i = 0; i < 5; i++) {
            login(email, "a guess");
        }
        gateway.parts.audit().flush();

        List<String> lines = LINES.with("outcome=refused").stream()
                .filter(line -> line.contains("event=login") && line.contains(account(email)))
                .toList();
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("WARN event=login outcome=refused reason=invalid_credentials account="
                                        + account(email) + " address=127.0.0.1"),
                        line -> assertThat(line).contains("reason=rate_limited").endsWith("address=127.0.0.1"),
                        line -> assertThat(line)
                                .contains("reason=invalid_credentials")
                                .endsWith("repeated=2"),
                        line -> assertThat(line).contains("reason=rate_limited").endsWith("repeated=1"));
    }

    @Test
    void operatorsCallsAndThoseOfOthers() {
        JsonObject user = gateway.newUser();
        String id = user.getJsonObject("user").getString("id");

        gateway.post("/chat/archive", user.getString("accessToken"), new JsonObject());

        assertThat(LINES.with(id))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("WARN event=operator_call outcome=refused reason=operator_only actor=" + id
                                + " target=archive address=127.0.0.1"));
    }

    @Test
    void aRefreshTokenThatComesTwice() {
        JsonObject user = gateway.newUser();
        String id = user.getJsonObject("user").getString("id");
        JsonObject first = new JsonObject().put("refreshToken", user.getString("refreshToken"));
        JsonObject second = refreshed(first);
        JsonObject third = refreshed(second);
        refreshed(third);
        useLongAgo(id);

        gateway.post("/auth/refresh", first);

        assertThat(LINES.with(id))
                .anySatisfy(line -> assertThat(line).endsWith("target=" + id + " reason=reuse count=1"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARN event=refresh outcome=refused reason=refresh_token_reused target=" + id));
    }

    private static JsonObject refreshed(JsonObject token) {
        return new JsonObject()
                .put(
                        "refreshToken",
                        gateway.post("/auth/refresh", token).bodyAsJsonObject().getString("refreshToken"));
    }

    private static void useLongAgo(String userId) {
        Pool pool = PgBuilder.pool()
                .connectingTo(gateway.database.connectOptions())
                .using(gateway.vertx)
                .build();
        pool.preparedQuery("""
                        UPDATE refresh_tokens SET used_at = used_at - interval '1 minute'
                        WHERE family_id IN (SELECT id FROM login_families WHERE user_id = $1)
                        """)
                .execute(Tuple.of(UUID.fromString(userId)))
                .eventually(pool::close)
                .await();
    }

    private static String account(String email) {
        return String.valueOf(
                AuditEntry.done(AuditEvent.LOGIN).account(email).fields().get("account"));
    }

    private static HttpResponse<Buffer> login(String email, String password) {
        return gateway.post("/auth/login", new JsonObject().put("email", email).put("password", password));
    }

    private static String email(JsonObject login) {
        return login.getJsonObject("user").getString("email");
    }
}
