package dev.cogo.gateway.limits;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.SupabaseConfig;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What a user does to others, and what a stranger may ask, is counted before it is done. Behind the doors is nobody here: what
 * passes is {@code unavailable}.
 */
class UserLimitsHttpTest {
    private static final LimitsConfig LIMITS = LimitsConfig.defaults()
            .with(new LimitsConfig.User(5, 12, 3, 4))
            .with(new LimitsConfig.Address(20, 1000, 1000));

    @AutoClose
    private static final TestGateway gateway = new TestGateway(LIMITS, new SupabaseConfig(true, false, Set.of()));

    @Test
    void newSessions() {
        String token = newUser("192.0.2.1");
        for (int i = 0; i < 3; i++) {
            assertProblem(createSession(token), ErrorCode.UNAVAILABLE);
        }

        HttpResponse<Buffer> limited = createSession(token);

        assertThat(assertProblem(limited, ErrorCode.RATE_LIMITED)).contains("new sessions");
        assertThat(limited.getHeader("Retry-After")).isNotNull();
    }

    @Test
    void peopleWhoAreNamedWhereverThatIs() {
        String token = newUser("192.0.2.2");
        assertProblem(createSession(token, "a@example.org", "b@example.org"), ErrorCode.UNAVAILABLE);
        assertProblem(addMember(token), ErrorCode.UNAVAILABLE);
        assertProblem(createSession(token, "c@example.org", "d@example.org"), ErrorCode.RATE_LIMITED);
        assertProblem(addMember(token), ErrorCode.UNAVAILABLE);

        assertThat(assertProblem(addMember(token), ErrorCode.RATE_LIMITED)).contains("people");
    }

    @Test
    void requestsByTheFunctionsDoorAreRequests() {
        String token = newUser("192.0.2.3");
        for (int i = 0; i < 12; i++) {
            assertProblem(function(token), ErrorCode.UNAVAILABLE);
        }

        assertProblem(function(token), ErrorCode.RATE_LIMITED);
        assertProblem(gateway.get("/chat/sessions", token), ErrorCode.RATE_LIMITED);
    }

    @Test
    void anonymousUsersMayDoLessAndNotAskTheAi() {
        String token = anonymous("192.0.2.4");
        JsonObject question =
                new JsonObject().put("sessionId", Ids.next().toString()).put("message", "how much?");
        JsonObject task =
                new JsonObject().put("sessionId", Ids.next().toString()).put("taskType", "search");
        assertProblem(post("/chat/ai-response", token, question), ErrorCode.FORBIDDEN);
        assertProblem(post("/chat/ai-greeting", token, new JsonObject()), ErrorCode.FORBIDDEN);
        assertProblem(post("/chat/agent-task", token, task), ErrorCode.FORBIDDEN);
        assertProblem(post("/auth/me/export", token, null), ErrorCode.UNAVAILABLE);

        assertThat(assertProblem(post("/auth/me/export", token, null), ErrorCode.RATE_LIMITED))
                .contains("anonymous");
        assertProblem(post("/chat/ai-greeting", newUser("192.0.2.4"), new JsonObject()), ErrorCode.UNAVAILABLE);
    }

    @Test
    void theySeeTheAiWhereASettingSaysSo() {
        try (TestGateway open = new TestGateway(LIMITS, new SupabaseConfig(true, true, Set.of()))) {
            String token = anonymous(open, "192.0.2.5");

            assertProblem(open.post("/chat/ai-greeting", token, new JsonObject()), ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void refreshingAndLoggingOutByAddress() {
        JsonObject unknown = new JsonObject().put("refreshToken", "x".repeat(40));
        for (int i = 0; i < 10; i++) {
            assertProblem(from("192.0.2.6", "/auth/refresh", unknown), ErrorCode.REFRESH_TOKEN_INVALID);
            assertThat(from("192.0.2.6", "/auth/logout", unknown).statusCode()).isEqualTo(204);
        }

        assertProblem(from("192.0.2.6", "/auth/refresh", unknown), ErrorCode.RATE_LIMITED);
        assertProblem(from("192.0.2.6", "/auth/logout", unknown), ErrorCode.RATE_LIMITED);
        assertThat(supabase("192.0.2.6", "/auth/v1/token?grant_type=refresh_token", unknown)
                        .statusCode())
                .isEqualTo(503);
        assertProblem(from("192.0.2.7", "/auth/refresh", unknown), ErrorCode.REFRESH_TOKEN_INVALID);
    }

    private static String newUser(String from) {
        JsonObject account = new JsonObject().put("email", TestGateway.email()).put("password", TestGateway.PASSWORD);
        return from(from, "/auth/register", account).bodyAsJsonObject().getString("accessToken");
    }

    private static String anonymous(String from) {
        return anonymous(gateway, from);
    }

    private static String anonymous(TestGateway at, String from) {
        return supabase(at, from, "/auth/v1/signup", new JsonObject())
                .bodyAsJsonObject()
                .getString("access_token");
    }

    private static HttpResponse<Buffer> createSession(String token, String... members) {
        return post("/chat/session", token, new JsonObject().put("members", new JsonArray(List.of(members))));
    }

    private static HttpResponse<Buffer> addMember(String token) {
        return post(
                "/chat/session/" + Ids.next() + "/members",
                token,
                new JsonObject().put("member", Ids.next().toString()));
    }

    private static HttpResponse<Buffer> function(String token) {
        return gateway.request(HttpMethod.POST, "/functions/v1/chat-gateway")
                .putHeader("apikey", anonKey(gateway))
                .bearerTokenAuthentication(token)
                .sendJsonObject(new JsonObject().put("action", "sessions"))
                .await();
    }

    private static HttpResponse<Buffer> post(String path, String token, JsonObject body) {
        var request = gateway.client.post(path).bearerTokenAuthentication(token);
        return (body == null ? request.send() : request.sendJsonObject(body)).await();
    }

    private static HttpResponse<Buffer> from(String address, String path, JsonObject body) {
        return gateway.client
                .post(path)
                .putHeader("X-Forwarded-For", address)
                .sendJsonObject(body)
                .await();
    }

    private static HttpResponse<Buffer> supabase(String address, String path, JsonObject body) {
        return supabase(gateway, address, path, body);
    }

    private static HttpResponse<Buffer> supabase(TestGateway at, String address, String path, JsonObject body) {
        return at.client
                .post(path)
                .putHeader("X-Forwarded-For", address)
                .putHeader("apikey", anonKey(at))
                .sendJsonObject(body.copy().put("refresh_token", body.getValue("refreshToken")))
                .await();
    }

    private static String anonKey(TestGateway at) {
        return ApiKeys.make(ApiKeys.Role.ANON, at.config.secrets().anonKeySecret());
    }
}
