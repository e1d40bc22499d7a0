package dev.cogo.gateway.supabase.auth;

import static dev.cogo.gateway.supabase.auth.SupabaseClient.assertError;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.auth.TestKeys;
import dev.cogo.gateway.auth.former.FormerProject;
import dev.cogo.gateway.auth.token.UnverifiedToken;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import dev.cogo.gateway.supabase.SupabaseConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who was logged in at the system before goes on here. */
class FormerLoginsHttpTest {
    private static final String SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";

    @AutoClose
    private static final TestGateway gateway = new TestGateway(new SupabaseConfig(
            false,
            false,
            Set.of(),
            Set.of(),
            Optional.empty(),
            new FormerProject(Optional.of(SECRET), Optional.empty())));

    private static final SupabaseClient client = new SupabaseClient(gateway);
    private static final Pool database = gateway.pool();

    private final UUID user = UUID.randomUUID();
    private final UUID login = UUID.randomUUID();
    private final String email = user + "@example.org";

    @Test
    void anAccessTokenIsGoodAtEveryDoorUntilItEnds() {
        copyUser();
        String token = token(claims());

        assertThat(gateway.get("/auth/me", token).bodyAsJsonObject().getString("id"))
                .isEqualTo(user.toString());
        assertThat(session(client.getUser(token)).getString("email")).isEqualTo(email);
        assertError(
                client.updateUser(token, new JsonObject().put("password", "six purple elephants")),
                400,
                "reauthentication_needed");
        assertError(client.getUser(token(claims().put("exp", seconds() - 60))), 403, "bad_jwt");
        assertThat(gateway.get("/auth/me", token(claims().put("exp", seconds() - 60)))
                        .bodyAsJsonObject()
                        .getString("code"))
                .isEqualTo("token_expired");

        assertThat(client.signOut(token, "local").statusCode()).isEqualTo(204);
        assertError(client.getUser(token), 403, "session_not_found");
        assertThat(gateway.get("/auth/me", token).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/auth/me", token(claims().put("iat", seconds() - 1)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatTheProjectSignsForItsUsersAloneIsTaken() {
        copyUser();
        refused(claims -> claims.put("role", "service_role"));
        refused(claims -> claims.put("role", "anon"));
        refused(claims -> claims.put("aud", "another"));
        refused(claims -> claims.put("sub", UUID.randomUUID().toString()));
        refused(claims -> claims.put("sub", "nobody"));
        refused(claims -> claims.put("iat", seconds() + 600));
        refused(claims -> claims.put("nbf", seconds() + 600));
        refused(claims -> claims.put("exp", seconds() + 8 * 86_400));
        refused(claims -> claims.put("exp", "soon"));
        refused(claims -> claims.put("iss", "cogo"));
        assertThat(gateway.get("/auth/me", TestKeys.unsigned(claims())).statusCode())
                .isEqualTo(401);
        String ofAnother = TestKeys.hs256(gateway.vertx, "another-project-has-another-secret", claims());
        assertThat(gateway.get("/auth/me", ofAnother).statusCode()).isEqualTo(401);
        // Somebody else's login is not theirs.
        String others = gateway.newUser().getString("accessToken");
        String theirs = UnverifiedToken.of(others).claims().getString("session_id");
        refused(claims -> claims.put("session_id", theirs));
    }

    @Test
    void whoseAccountIsClosedIsRefused() {
        copyUser();
        assertThat(gateway.get("/auth/me", token(claims())).statusCode()).isEqualTo(200);
        run("UPDATE import_ids SET kept = '{\"closed\": \"banned\"}' WHERE old_id = $1", user.toString());
        refused(claims -> claims.put("iat", seconds() - 5));
        run("UPDATE import_ids SET kept = '{}' WHERE old_id = $1", user.toString());
        run("UPDATE accounts SET disabled_at = now() WHERE id = $1", user);
        refused(claims -> claims.put("iat", seconds() - 6));
        run("UPDATE accounts SET disabled_at = NULL WHERE id = $1", user);
        run("UPDATE login_families SET ended_at = now() WHERE id = $1", login);
        refused(claims -> claims.put("iat", seconds() - 7));
    }

    @Test
    void aRefreshTokenIsExchangedOnce() {
        copyUser();
        copyRefreshToken("parent000001", -60);
        copyRefreshToken("abcdefghij12", -30);
        assertError(client.refresh("parent000001"), 400, "refresh_token_not_found");

        JsonObject session = session(client.refresh("abcdefghij12"));
        assertThat(session.getJsonObject("user").getString("id")).isEqualTo(user.toString());
        assertThat(session(client.getUser(session.getString("access_token"))).getString("email"))
                .isEqualTo(email);
        // What the former system says of it later has no weight any more.
        copyRefreshToken("later0000001", 10);
        assertError(client.refresh("later0000001"), 400, "refresh_token_not_found");
        String next =
                session(client.refresh(session.getString("refresh_token"))).getString("refresh_token");
        run(
                "UPDATE refresh_tokens SET used_at = used_at - interval '1 hour' WHERE family_id = $1 AND used_at IS NOT NULL",
                login);
        assertError(client.refresh("abcdefghij12"), 400, "refresh_token_already_used");
        assertError(client.refresh(next), 400, "refresh_token_not_found");
    }

    @Test
    void whoHasSignedOutThereIsSignedOutHere() {
        copyUser();
        copyRefreshToken("abcdefghij13", 0);
        String token = token(claims());
        assertThat(gateway.get("/auth/me", token).statusCode()).isEqualTo(200);

        run("SELECT import_logins_read(now() + $1 * interval '1 second')", 1.0);

        assertError(client.refresh("abcdefghij13"), 400, "refresh_token_not_found");
        assertError(client.getUser(token), 403, "session_not_found");
    }

    @Test
    void thePublicKeyOpensTheDoorsAndTheServiceKeyNone() {
        assertThat(settings(ApiKeys.make(Role.ANON, SECRET))).isEqualTo(200);
        assertThat(settings(ApiKeys.make(Role.SERVICE_ROLE, SECRET))).isEqualTo(401);
        assertThat(settings(token(claims()))).isEqualTo(401);
        assertThat(settings(ApiKeys.make(Role.ANON, "another-project-has-another-secret")))
                .isEqualTo(401);
        assertThat(settings(token(new JsonObject().put("role", "anon").put("exp", seconds() - 1))))
                .isEqualTo(401);
    }

    private static int settings(String key) {
        return gateway.client
                .get("/auth/v1/settings")
                .putHeader("apikey", key)
                .send()
                .await()
                .statusCode();
    }

    private void refused(UnaryOperator<JsonObject> change) {
        String token = token(change.apply(claims()));
        assertThat(gateway.get("/auth/me", token).statusCode()).as(token).isEqualTo(401);
        assertThat(client.getUser(token).statusCode()).as(token).isEqualTo(403);
    }

    private String token(JsonObject claims) {
        return TestKeys.hs256(gateway.vertx, SECRET, claims);
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("iss", "https://project.supabase.co/auth/v1")
                .put("sub", user.toString())
                .put("aud", "authenticated")
                .put("role", "authenticated")
                .put("email", email)
                .put("session_id", login.toString())
                .put("iat", seconds() - 10)
                .put("exp", seconds() + 3600);
    }

    private static long seconds() {
        return Instant.now().getEpochSecond();
    }

    private void copyUser() {
        JsonObject row = new JsonObject()
                .put("id", user.toString())
                .put("email", email)
                .put("encrypted_password", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy")
                .put("email_confirmed_at", "2026-01-01T00:00:00Z");
        run("SELECT import_users($1)", new JsonArray().add(row));
    }

    private void copyRefreshToken(String token, int secondsFromNow) {
        JsonObject row = new JsonObject()
                .put("id", Math.abs(token.hashCode()))
                .put("user_id", user.toString())
                .put("session_id", login.toString())
                .put("revoked", false)
                .put("created_at", Instant.now().plusSeconds(secondsFromNow).toString())
                .put("hash", sha256(token));
        run("SELECT import_logins($1)", new JsonArray().add(row));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String sql, Object value) {
        database.preparedQuery(sql).execute(Tuple.of(value)).await();
    }
}
