package dev.cogo.gateway.supabase.auth;

import static dev.cogo.gateway.TestGateway.PASSWORD;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.assertError;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.SupabaseConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What users change about themselves, and people without an account. */
class OwnAccountHttpTest {
    private static TestGateway gateway;
    private static SupabaseClient client;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(new SupabaseConfig(true, false, Set.of()));
        client = new SupabaseClient(gateway);
        FakeServices.deploy(gateway.vertx, Map.of(Address.ACCOUNT_ERASE, request -> Done.DONE));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void dataIsMergedAndItsNameIsTheAccounts() {
        String token = client.newUser().getString("access_token");

        JsonObject first = update(token, new JsonObject().put("color", "red").put("name", "Bo"));
        JsonObject second = update(token, new JsonObject().putNull("color").put("size", 3));

        assertThat(first.getJsonObject("user_metadata"))
                .isEqualTo(
                        new JsonObject().put("color", "red").put("name", "Bo").put("display_name", "Bo"));
        assertThat(second.getJsonObject("user_metadata"))
                .isEqualTo(new JsonObject().put("size", 3).put("name", "Bo").put("display_name", "Bo"));
        assertThat(gateway.get("/auth/me", token).bodyAsJsonObject().getString("displayName"))
                .isEqualTo("Bo");
        assertThat(session(client.getUser(token))).isEqualTo(second);
    }

    @Test
    void aChangeThatIsTooMuchChangesNothing() {
        String token = client.newUser().getString("access_token");
        JsonObject before = session(client.getUser(token));

        assertError(change(token, new JsonObject().put("bio", "x".repeat(2100))), 400, "validation_failed");
        assertError(change(token, new JsonObject().put("name", "x".repeat(101))), 400, "validation_failed");
        assertError(change(token, new JsonObject().put("bio", "a\0b")), 400, "validation_failed");
        assertError(
                client.updateUser(token, new JsonObject().put("phone", "+15550100")), 400, "phone_provider_disabled");

        assertThat(session(client.getUser(token))).isEqualTo(before);
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        JsonObject here = client.newUser();
        String email = here.getJsonObject("user").getString("email");
        JsonObject elsewhere = session(client.signIn(email, PASSWORD));
        String token = here.getString("access_token");

        assertError(client.updateUser(token, password(PASSWORD)), 422, "same_password");
        assertError(client.updateUser(token, password("short")), 422, "weak_password");
        assertThat(client.updateUser(token, password("nine loud lighthouses")).statusCode())
                .isEqualTo(200);

        assertThat(client.getUser(token).statusCode()).isEqualTo(200);
        assertError(client.getUser(elsewhere.getString("access_token")), 403, "session_not_found");
        assertError(client.signIn(email, PASSWORD), 400, "invalid_credentials");
        assertThat(client.signIn(email, "nine loud lighthouses").statusCode()).isEqualTo(200);
    }

    @Test
    void theAddressCanBeChangedToOneThatIsFree() {
        JsonObject session = client.newUser();
        String token = session.getString("access_token");
        String taken = client.newUser().getJsonObject("user").getString("email");
        String free = TestGateway.email();

        assertError(client.updateUser(token, new JsonObject().put("email", taken)), 422, "email_exists");
        assertError(
                client.updateUser(token, new JsonObject().put("email", TestGateway.OPERATOR)),
                400,
                "email_address_not_authorized");
        JsonObject user = session(client.updateUser(token, new JsonObject().put("email", free)));

        assertThat(user.getString("email")).isEqualTo(free);
        assertThat(client.signIn(free, PASSWORD).statusCode()).isEqualTo(200);
        assertError(
                client.signIn(session.getJsonObject("user").getString("email"), PASSWORD), 400, "invalid_credentials");
    }

    @Test
    void anOldTokenAloneChangesNeitherPasswordNorAddress() {
        JsonObject session = client.newUser();
        String token = session.getString("access_token");
        String email = TestGateway.email();
        age(session);

        assertError(client.updateUser(token, password("nine loud lighthouses")), 400, "reauthentication_needed");
        assertError(client.updateUser(token, new JsonObject().put("email", email)), 400, "reauthentication_needed");
        assertError(
                client.updateUser(token, password("nine loud lighthouses").put("current_password", "a guess")),
                400,
                "current_password_invalid");
        assertThat(change(token, new JsonObject().put("name", "Bo")).statusCode())
                .isEqualTo(200);
        JsonObject user = session(client.updateUser(
                token,
                password("nine loud lighthouses")
                        .put("current_password", PASSWORD)
                        .put("email", email)));

        assertThat(user.getString("email")).isEqualTo(email);
        assertThat(client.signIn(email, "nine loud lighthouses").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnonymousAccountHasNothingToProveAnythingWith() {
        JsonObject session = session(client.post("/signup", new JsonObject()));
        String token = session.getString("access_token");
        String email = TestGateway.email();
        age(session);

        session(client.updateUser(token, new JsonObject().put("email", email)));
        session(client.updateUser(token, password(PASSWORD)));

        assertThat(client.signIn(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void somebodyWithoutAnAccountGetsOneOfTheirOwn() {
        JsonObject session =
                session(client.post("/signup", new JsonObject().put("data", new JsonObject().put("a", 1))));
        JsonObject user = session.getJsonObject("user");

        assertThat(user.getBoolean("is_anonymous")).isTrue();
        assertThat(user.getString("email")).isEmpty();
        assertThat(user.getJsonArray("identities")).isEmpty();
        assertThat(user.getJsonObject("app_metadata")).isEmpty();
        assertThat(user.getJsonObject("user_metadata").getInteger("a")).isEqualTo(1);
        JsonObject next = session(client.refresh(session.getString("refresh_token")));
        assertThat(next.getJsonObject("user").getString("id")).isEqualTo(user.getString("id"));
        JsonObject me = gateway.get("/auth/me", next.getString("access_token")).bodyAsJsonObject();
        assertThat(me.containsKey("email")).isFalse();
        assertThat(me.getString("displayName")).isEqualTo("Guest");
    }

    @Test
    void anAnonymousAccountBecomesAnOrdinaryOne() {
        JsonObject session = session(client.post("/signup", new JsonObject()));
        String token = session.getString("access_token");
        String email = TestGateway.email();

        assertError(client.updateUser(token, password(PASSWORD)), 422, "validation_failed");
        JsonObject user = session(client.updateUser(token, password(PASSWORD).put("email", email)));

        assertThat(user.getBoolean("is_anonymous")).isFalse();
        assertThat(user.getString("email")).isEqualTo(email);
        assertThat(session(client.signIn(email, PASSWORD)).getJsonObject("user").getString("id"))
                .isEqualTo(session.getJsonObject("user").getString("id"));
    }

    @Test
    void anAnonymousAccountCanBeDeletedWithoutAPassword() {
        JsonObject session = session(client.post("/signup", new JsonObject()));

        int status = gateway.post(
                        "/auth/me/deletion", session.getString("access_token"), new JsonObject().put("password", ""))
                .statusCode();

        assertThat(status).isEqualTo(202);
        assertError(client.getUser(session.getString("access_token")), 403, "session_not_found");
    }

    @Test
    void theDoorSaysThatAnonymousUsersMayComeIn() {
        JsonObject settings =
                session(client.request(HttpMethod.GET, "/settings", null).send().await());

        assertThat(settings.getJsonObject("external").getBoolean("anonymous_users"))
                .isTrue();
        assertThat(settings.getBoolean("mailer_autoconfirm")).isTrue();
    }

    private static void age(JsonObject session) {
        Pool database = PgBuilder.pool()
                .connectingTo(gateway.database.connectOptions())
                .using(gateway.vertx)
                .build();
        database.preparedQuery(
                        "UPDATE cogo.login_families SET created_at = now() - interval '11 minutes' WHERE user_id = $1")
                .execute(Tuple.of(UUID.fromString(session.getJsonObject("user").getString("id"))))
                .eventually(database::close)
                .await();
    }

    private static JsonObject update(String token, JsonObject data) {
        return session(change(token, data));
    }

    private static HttpResponse<Buffer> change(String token, JsonObject data) {
        return client.updateUser(token, new JsonObject().put("data", data).putNull("password"));
    }

    private static JsonObject password(String password) {
        return new JsonObject().put("password", password);
    }
}
