package dev.cogo.gateway.supabase.auth;

import static dev.cogo.gateway.supabase.auth.SupabaseClient.assertError;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may knock, what the door says of itself, and what it answers to what it does not know. */
class AuthDoorTest {
    @AutoClose
    private static final TestGateway gateway = new TestGateway(
            LimitsConfig.defaults().with(new LimitsConfig.Login(3, 1000, Duration.ofMinutes(5), 1000)), false);

    private static final SupabaseClient client = new SupabaseClient(gateway);

    @Test
    void nobodyComesInWithoutAKey() {
        assertError(gateway.get("/auth/v1/settings"), 401, "no_authorization");
        assertError(gateway.get("/auth/v1/settings?apikey=sb_publishable_x"), 401, "no_authorization");
        assertError(gateway.post("/auth/v1/signup", new JsonObject()), 401, "no_authorization");

        assertThat(gateway.get("/auth/v1/settings?apikey=" + client.anonKey()).statusCode())
                .isEqualTo(200);
        String service =
                ApiKeys.make(Role.SERVICE_ROLE, gateway.config.secrets().serviceKeySecret());
        assertThat(gateway.get("/auth/v1/health?apikey=" + service).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyOutlivesARotationOfTheSigningKeys() {
        String key = client.anonKey();
        gateway.keys.rotate(Duration.ofDays(2));
        gateway.parts.tokens().reloadKeys().await();

        assertThat(gateway.get("/auth/v1/health?apikey=" + key).statusCode()).isEqualTo(200);
    }

    @Test
    void everybodySeesHowToCheckTokens() {
        HttpResponse<Buffer> response = gateway.get("/auth/v1/.well-known/jwks.json");

        assertThat(response.getHeader("Cache-Control")).isEqualTo("public, max-age=600");
        JsonObject key = session(response).getJsonArray("keys").getJsonObject(0);
        assertThat(key.fieldNames()).containsExactlyInAnyOrder("kid", "kty", "crv", "alg", "use", "key_ops", "x", "y");
        assertThat(key.getString("alg")).isEqualTo("ES256");
    }

    @Test
    void aTokenIsNeededForTheOwnAccount() {
        HttpResponse<Buffer> none = gateway.get("/auth/v1/user?apikey=" + client.anonKey());
        assertError(none, 401, "no_authorization");
        assertError(client.getUser(client.anonKey()), 403, "bad_jwt");
        assertError(client.getUser("a.b.c"), 403, "bad_jwt");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /otp, 422, otp_disabled",
        "POST, /magiclink, 422, otp_disabled",
        "POST, /verify, 400, validation_failed",
        "POST, /invite, 403, not_admin",
        "POST, /admin/generate_link, 403, not_admin",
        "POST, /resend, 422, otp_disabled",
        "POST, /recover, 422, otp_disabled",
        "GET, /reauthenticate, 422, otp_disabled",
        "GET, /authorize?provider=github, 400, oauth_provider_not_supported",
        "GET, /user/identities/authorize?provider=github, 400, oauth_provider_not_supported",
        "POST, /sso, 422, saml_provider_disabled",
        "POST, /factors, 422, mfa_totp_enroll_not_enabled",
        "POST, /factors/1/challenge, 422, mfa_totp_enroll_not_enabled",
        "GET, /admin/users, 403, not_admin",
        "GET, /nothing/here, 404, not_found",
        "DELETE, /user, 404, not_found",
        "GET, /, 404, not_found"
    })
    void whatIsNotOfferedIsRefusedInTheClientsTerms(String method, String path, int status, String code) {
        assertError(
                client.sending(HttpMethod.valueOf(method), path, null, new JsonObject())
                        .await(),
                status,
                code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "{\"email\":\"a\",\"email\":\"b\"}", "\u0000"})
    void nonsenseIsRefused(String body) {
        HttpResponse<Buffer> response = client.request(HttpMethod.POST, "/signup", null)
                .sendBuffer(Buffer.buffer(body))
                .await();

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.bodyAsJsonObject().getString("code")).isIn("bad_json", "validation_failed");
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(client.request(HttpMethod.POST, "/signup", null)
                        .sendBuffer(Buffer.buffer("x".repeat(70_000)))
                        .await()
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void guessesAreLimitedTogetherWithThoseAtTheOtherDoor() {
        String email = client.newUser().getJsonObject("user").getString("email");
        for (int i = 0; i < 2; i++) {
            assertError(client.signIn(email, "a wrong guess"), 400, "invalid_credentials");
        }
        gateway.post("/auth/login", new JsonObject().put("email", email).put("password", "a wrong guess"));

        HttpResponse<Buffer> refused = client.signIn(email, TestGateway.PASSWORD);

        assertError(refused, 429, "over_request_rate_limit");
        assertThat(refused.getHeader("Retry-After")).isNotBlank();
    }

    @Test
    void pagesOfListedOriginsMaySendAndSeeWhatTheClientNeeds() {
        HttpResponse<Buffer> preflight = gateway.request(HttpMethod.OPTIONS, "/auth/v1/token?grant_type=password")
                .putHeader("Origin", TestGateway.ORIGIN)
                .putHeader("Access-Control-Request-Method", "POST")
                .putHeader(
                        "Access-Control-Request-Headers",
                        "apikey,authorization,content-type,x-client-info,x-supabase-api-version")
                .send()
                .await();
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(lower(preflight.getHeader("Access-Control-Allow-Headers")))
                .contains("apikey", "authorization", "content-type", "x-client-info", "x-supabase-api-version");

        HttpResponse<Buffer> answer = client.request(HttpMethod.GET, "/user", null)
                .putHeader("Origin", TestGateway.ORIGIN)
                .send()
                .await();
        assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo(TestGateway.ORIGIN);
        assertThat(lower(answer.getHeader("Access-Control-Expose-Headers")))
                .contains("x-supabase-api-version", "x-sb-error-code");
    }

    private static String[] lower(String header) {
        return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .toArray(String[]::new);
    }
}
