package dev.cogo.gateway.supabase.auth;

import static dev.cogo.gateway.TestGateway.PASSWORD;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.assertError;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How sessions begin, go on and end. */
class SessionsHttpTest {
    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final SupabaseClient client = new SupabaseClient(gateway);
    private static final Pool database = gateway.pool();

    @Test
    void signUpGivesASession() {
        String email = TestGateway.email();

        HttpResponse<Buffer> response = client.signUp(
                email.toUpperCase(Locale.ROOT),
                PASSWORD,
                new JsonObject().put("full_name", " 민지 ").put("team", 7));

        JsonObject session = session(response);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("X-Supabase-Api-Version")).isEqualTo("2024-01-01");
        assertThat(session.fieldNames())
                .containsExactlyInAnyOrder(
                        "access_token", "token_type", "expires_in", "expires_at", "refresh_token", "user");
        assertThat(session.getString("token_type")).isEqualTo("bearer");
        assertThat(session.getLong("expires_in")).isEqualTo(900);
        assertThat(session.getLong("expires_at"))
                .isBetween(Instant.now().getEpochSecond() + 880, Instant.now().getEpochSecond() + 900);
        JsonObject user = session.getJsonObject("user");
        assertThat(user.getString("email")).isEqualTo(email);
        assertThat(user.getString("aud")).isEqualTo("authenticated");
        assertThat(user.getString("role")).isEqualTo("authenticated");
        assertThat(user.getString("phone")).isEmpty();
        assertThat(user.getBoolean("is_anonymous")).isFalse();
        assertThat(user.getInstant("email_confirmed_at")).isEqualTo(user.getInstant("created_at"));
        assertThat(user.getInstant("last_sign_in_at")).isNotNull();
        assertThat(user.getJsonObject("app_metadata"))
                .isEqualTo(new JsonObject().put("provider", "email").put("providers", new JsonArray().add("email")));
        assertThat(user.getJsonObject("user_metadata"))
                .isEqualTo(
                        new JsonObject().put("full_name", " 민지 ").put("team", 7).put("display_name", "민지"));
        JsonObject identity = user.getJsonArray("identities").getJsonObject(0);
        assertThat(identity.getString("provider")).isEqualTo("email");
        assertThat(identity.getJsonObject("identity_data").getString("email")).isEqualTo(email);
    }

    @Test
    void whoIsInAtOneDoorIsInAtTheOther() {
        JsonObject supabase = client.newUser();
        JsonObject rest = gateway.newUser();

        JsonObject me =
                gateway.get("/auth/me", supabase.getString("access_token")).bodyAsJsonObject();
        assertThat(me.getString("id")).isEqualTo(supabase.getJsonObject("user").getString("id"));
        JsonObject user = session(client.getUser(rest.getString("accessToken")));
        assertThat(user.getString("id")).isEqualTo(rest.getJsonObject("user").getString("id"));
        assertThat(session(client.refresh(rest.getString("refreshToken"))).getString("access_token"))
                .isNotBlank();
        assertThat(session(client.signIn(me.getString("email"), PASSWORD))
                        .getJsonObject("user")
                        .getString("id"))
                .isEqualTo(me.getString("id"));
    }

    @Test
    void aSecondAccountForAnAddressIsRefused() {
        String email = client.newUser().getJsonObject("user").getString("email");

        assertError(client.signUp(email, PASSWORD, new JsonObject()), 422, "user_already_exists");
    }

    @Test
    void weakPasswordsAreRefusedWithTheReason() {
        assertThat(reasons("short1!")).containsExactly("length");
        assertThat(reasons("aaaaaaaaaaaa")).containsExactly("characters");
        assertThat(reasons("password123")).containsExactly("pwned");
    }

    @Test
    void wishesThatAreNotOfferedAreRefused() {
        JsonObject phone = new JsonObject().put("phone", "+15550100").put("password", PASSWORD);

        assertError(client.post("/signup", phone), 400, "phone_provider_disabled");
        assertError(client.post("/token?grant_type=password", phone), 400, "phone_provider_disabled");
        assertError(client.post("/signup", new JsonObject()), 422, "anonymous_provider_disabled");
        assertError(client.post("/token?grant_type=pkce", new JsonObject()), 400, "validation_failed");
        assertError(client.post("/token", new JsonObject()), 400, "validation_failed");
        assertError(client.signUp("nobody", PASSWORD, new JsonObject()), 400, "validation_failed");
        assertError(client.signUp(TestGateway.email(), "", new JsonObject()), 400, "validation_failed");
        assertError(
                client.signUp(TestGateway.OPERATOR, PASSWORD, new JsonObject()), 400, "email_address_not_authorized");
        assertError(
                client.signUp(TestGateway.email(), PASSWORD, new JsonObject().put("bio", "x".repeat(3000))),
                400,
                "validation_failed");
        assertError(
                client.post("/signup", new JsonObject().put("email", 7).put("password", PASSWORD)),
                400,
                "validation_failed");
        assertError(
                client.post(
                        "/signup",
                        new JsonObject()
                                .put("email", "a@b.c")
                                .put("password", PASSWORD)
                                .put("data", 1)),
                400,
                "validation_failed");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
        String known = client.newUser().getJsonObject("user").getString("email");

        JsonObject wrong = assertError(client.signIn(known, "not the password"), 400, "invalid_credentials");
        JsonObject unknown = assertError(client.signIn("nobody@example.org", PASSWORD), 400, "invalid_credentials");

        assertThat(unknown).isEqualTo(wrong);
    }

    @Test
    void tenRefreshesAtOnceLeaveOneLivingSession() {
        String token = client.newUser().getString("refresh_token");
        JsonObject body = new JsonObject().put("refresh_token", token);
        List<Future<HttpResponse<Buffer>>> all = IntStream.range(0, 10)
                .mapToObj(n -> client.sending(HttpMethod.POST, "/token?grant_type=refresh_token", null, body))
                .toList();
        Future.join(all).await();

        List<String> next = all.stream()
                .map(answer -> session(answer.result()).getString("refresh_token"))
                .distinct()
                .toList();
        assertThat(next).hasSize(1).doesNotContain(token);
        assertThat(client.refresh(next.getFirst()).statusCode()).isEqualTo(200);
    }

    @Test
    void theParentOfTheActiveTokenIsGoodAtAnyTime() {
        JsonObject session = client.newUser();
        String first = session.getString("refresh_token");
        String second = session(client.refresh(first)).getString("refresh_token");
        age(session);

        assertThat(session(client.refresh(first)).getString("refresh_token")).isEqualTo(second);

        String third = session(client.refresh(second)).getString("refresh_token");
        age(session);
        assertError(client.refresh(first), 400, "refresh_token_already_used");
        assertError(client.refresh(third), 400, "refresh_token_not_found");
        assertError(client.getUser(session.getString("access_token")), 403, "session_not_found");
    }

    @Test
    void aTokenThatNobodyIssuedIsNotFound() {
        assertError(client.refresh("abcdefghij12"), 400, "refresh_token_not_found");
        assertError(client.refresh("x".repeat(5000)), 400, "refresh_token_not_found");
        assertError(client.post("/token?grant_type=refresh_token", new JsonObject()), 400, "validation_failed");
    }

    @Test
    void signOutHasScopes() {
        JsonObject first = client.newUser();
        String email = first.getJsonObject("user").getString("email");
        JsonObject second = session(client.signIn(email, PASSWORD));
        JsonObject third = session(client.signIn(email, PASSWORD));

        assertThat(client.signOut(first.getString("access_token"), "local").statusCode())
                .isEqualTo(204);
        assertSignedOut(first);
        assertSignedIn(second);

        assertThat(client.signOut(second.getString("access_token"), "others").statusCode())
                .isEqualTo(204);
        assertSignedIn(second);
        assertSignedOut(third);

        JsonObject fourth = session(client.signIn(email, PASSWORD));
        assertThat(client.signOut(fourth.getString("access_token"), "global").statusCode())
                .isEqualTo(204);
        assertSignedOut(second);
        assertSignedOut(fourth);
    }

    @Test
    void signOutNeedsAScopeThatThereIsAndASession() {
        JsonObject session = client.newUser();

        assertError(client.signOut(session.getString("access_token"), "elsewhere"), 400, "validation_failed");
        assertError(client.signOut(client.anonKey(), "global"), 403, "bad_jwt");
        assertSignedIn(session);
    }

    private static void assertSignedIn(JsonObject session) {
        assertThat(client.getUser(session.getString("access_token")).statusCode())
                .isEqualTo(200);
    }

    private static void assertSignedOut(JsonObject session) {
        assertError(client.getUser(session.getString("access_token")), 403, "session_not_found");
        assertError(client.refresh(session.getString("refresh_token")), 400, "refresh_token_not_found");
    }

    private static List<Object> reasons(String password) {
        JsonObject error =
                assertError(client.signUp(TestGateway.email(), password, new JsonObject()), 422, "weak_password");
        return error.getJsonObject("weak_password").getJsonArray("reasons").stream()
                .toList();
    }

    /** As if the tokens that were used had been used long ago. */
    private static void age(JsonObject session) {
        database.preparedQuery("""
                        UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'
                        WHERE family_id IN (SELECT id FROM login_families WHERE user_id = $1)
                        """)
                .execute(Tuple.of(UUID.fromString(session.getJsonObject("user").getString("id"))))
                .await();
    }
}
