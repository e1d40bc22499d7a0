package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static dev.cogo.gateway.TestGateway.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Passwords that change, and the logins that a user has. */
class LoginsHttpTest {
    private static final String NEXT = "nine loud lighthouses";

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final Pool database = gateway.pool();

    @Test
    void aServerThatSendsNoMailSaysSo() {
        JsonObject known = new JsonObject().put("email", email(gateway.newUser()));
        JsonObject unknown = new JsonObject().put("email", TestGateway.email());
        assertProblem(gateway.post("/auth/password/forgot", known), ErrorCode.MAIL_OFF);
        assertProblem(gateway.post("/auth/password/forgot", unknown), ErrorCode.MAIL_OFF);
    }

    @Test
    void aNewPasswordEndsAllOtherLogins() {
        JsonObject here = gateway.newUser();
        JsonObject elsewhere = login(email(here), PASSWORD).bodyAsJsonObject();

        assertThat(change(here, PASSWORD, NEXT).statusCode()).isEqualTo(204);

        assertProblem(gateway.get("/auth/me", token(elsewhere)), ErrorCode.INVALID_TOKEN);
        assertProblem(refresh(elsewhere), ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(refresh(here).statusCode()).isEqualTo(200);
        assertProblem(login(email(here), PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        assertThat(login(email(here), NEXT).statusCode()).isEqualTo(200);
    }

    @Test
    void anOldTokenAloneChangesNothing() {
        JsonObject stolen = gateway.newUser();
        assertThat(change(stolen, null, NEXT).statusCode()).isEqualTo(204);
        age(stolen, Duration.ofMinutes(11));

        assertProblem(change(stolen, null, PASSWORD), ErrorCode.REAUTHENTICATION_NEEDED);
        assertProblem(change(stolen, "a guess", PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        assertThat(change(stolen, NEXT, PASSWORD).statusCode()).isEqualTo(204);
    }

    @Test
    void anOldTokenOfAnAccountWithoutAPasswordChangesNothingEither() {
        JsonObject stolen = gateway.newUser();
        String token = token(stolen);
        database.preparedQuery("UPDATE accounts SET password_hash = NULL WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(stolen.getJsonObject("user").getString("id"))))
                .await();
        JsonObject email = new JsonObject().put("email", TestGateway.email()).put("currentPassword", "a guess");
        JsonObject guess = new JsonObject().put("password", "a guess");
        age(stolen, Duration.ofMinutes(11));

        assertProblem(change(stolen, null, NEXT), ErrorCode.REAUTHENTICATION_NEEDED);
        assertProblem(change(stolen, "a guess", NEXT), ErrorCode.REAUTHENTICATION_NEEDED);
        assertProblem(gateway.post("/auth/email", token, email), ErrorCode.REAUTHENTICATION_NEEDED);
        assertProblem(gateway.post("/auth/me/deletion", token, guess), ErrorCode.REAUTHENTICATION_NEEDED);

        age(stolen, Duration.ofMinutes(9));
        assertThat(gateway.post("/auth/email", token, email).statusCode()).isEqualTo(200);
    }

    @Test
    void aNewPasswordIsAnotherOneAndAGoodOne() {
        JsonObject user = gateway.newUser();

        assertProblem(change(user, PASSWORD, PASSWORD), ErrorCode.WEAK_PASSWORD);
        assertProblem(change(user, null, PASSWORD), ErrorCode.WEAK_PASSWORD);
        assertProblem(change(user, PASSWORD, "Password123!"), ErrorCode.WEAK_PASSWORD);
        assertThat(login(email(user), PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aPasswordIsTheSameHoweverItIsTyped() {
        String email = TestGateway.email();
        String composed = "caf\u00e9 avec des amis";
        register(email, composed);

        assertThat(login(email, "cafe\u0301\u00a0avec\u3000des amis").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theLongestPasswordCanBeTypedInAnyForm() {
        String email = TestGateway.email();
        register(email, "갂뇯슭쟷쿟헮뼰쒽".repeat(32));

        String decomposed = java.text.Normalizer.normalize("갂뇯슭쟷쿟헮뼰쒽".repeat(32), java.text.Normalizer.Form.NFD);
        assertThat(login(email, decomposed).statusCode()).isEqualTo(200);
    }

    @Test
    void aUserSeesAndEndsTheirLogins() {
        JsonObject here = gateway.newUser();
        gateway.client
                .post("/auth/login")
                .putHeader("User-Agent", "Their phone\u00e9")
                .sendJsonObject(credentials(email(here), PASSWORD))
                .await();

        JsonArray two = logins(here);

        assertThat(two).hasSize(2);
        JsonObject phone = two.getJsonObject(0);
        assertThat(phone.getString("userAgent")).isEqualTo("Their phone");
        assertThat(phone.getString("address")).isEqualTo("127.0.0.1");
        assertThat(phone.getString("door")).isEqualTo("rest");
        assertThat(phone.getBoolean("current")).isFalse();
        assertThat(two.getJsonObject(1).getBoolean("current")).isTrue();
        assertThat(delete(here, "/auth/logins/" + phone.getString("id")).statusCode())
                .isEqualTo(204);
        assertProblem(delete(here, "/auth/logins/" + phone.getString("id")), ErrorCode.LOGIN_NOT_FOUND);
        assertThat(logins(here)).hasSize(1);
    }

    @Test
    void theLoginsOfOthersAreNotThere() {
        JsonObject one = gateway.newUser();
        JsonObject other = gateway.newUser();
        String id = logins(other).getJsonObject(0).getString("id");

        assertProblem(delete(one, "/auth/logins/" + id), ErrorCode.LOGIN_NOT_FOUND);
        assertProblem(delete(one, "/auth/logins/" + Ids.next()), ErrorCode.LOGIN_NOT_FOUND);
        assertThat(logins(other)).hasSize(1);
    }

    @Test
    void loggingOutElsewhereAndEverywhere() {
        JsonObject here = gateway.newUser();
        JsonObject elsewhere = login(email(here), PASSWORD).bodyAsJsonObject();

        assertThat(delete(here, "/auth/logins").statusCode()).isEqualTo(204);
        assertProblem(gateway.get("/auth/me", token(elsewhere)), ErrorCode.INVALID_TOKEN);
        assertThat(gateway.get("/auth/me", token(here)).statusCode()).isEqualTo(200);

        assertThat(delete(here, "/auth/logins?scope=global").statusCode()).isEqualTo(204);
        assertProblem(gateway.get("/auth/me", token(here)), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aLoginEndsHoweverOftenItIsRefreshed() {
        JsonObject login = gateway.newUser();
        age(login, gateway.config.accounts().loginLife().minusSeconds(60));

        JsonObject last = refresh(login).bodyAsJsonObject();
        assertThat(last.getInteger("expiresIn")).isBetween(1, 60);

        age(login, gateway.config.accounts().loginLife());
        assertProblem(refresh(last), ErrorCode.REFRESH_TOKEN_INVALID);
    }

    @Test
    void whoeverChangesPasswordsWithoutEndKeepsNobodyFromLoggingIn() {
        JsonObject busy = gateway.newUser();
        String other = email(gateway.newUser());

        WebClient crowd = WebClient.create(
                gateway.vertx,
                new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(gateway.port()),
                new io.vertx.core.http.PoolOptions().setHttp1MaxSize(230));
        String key = ApiKeys.make(ApiKeys.Role.ANON, gateway.config.secrets().anonKeySecret());
        List<Future<HttpResponse<Buffer>>> changes = IntStream.range(0, 230)
                .mapToObj(i -> crowd.put("/auth/v1/user")
                        .putHeader("apikey", key)
                        .bearerTokenAuthentication(token(busy))
                        .sendJsonObject(new JsonObject().put("password", NEXT + i)))
                .toList();
        List<Future<HttpResponse<Buffer>>> logins = IntStream.range(0, 5)
                .mapToObj(i -> gateway.client.post("/auth/login").sendJsonObject(credentials(other, PASSWORD)))
                .toList();

        Future.join(logins).await();
        assertThat(logins.stream().map(answer -> answer.result().statusCode())).containsOnly(200);
        Future.join(changes).await();
        assertThat(changes.stream().map(answer -> answer.result().statusCode()))
                .contains(200, 429)
                .doesNotContain(503);
    }

    private static void age(JsonObject login, Duration age) {
        database.preparedQuery("""
                        UPDATE login_families SET created_at = now() - $2 * interval '1 second' WHERE user_id = $1
                        """)
                .execute(Tuple.of(
                        UUID.fromString(login.getJsonObject("user").getString("id")), (double) age.toSeconds()))
                .await();
    }

    private static HttpResponse<Buffer> change(JsonObject login, String current, String next) {
        JsonObject body = new JsonObject().put("newPassword", next);
        return gateway.post(
                "/auth/password", token(login), current == null ? body : body.put("currentPassword", current));
    }

    private static JsonArray logins(JsonObject login) {
        return gateway.get("/auth/logins", token(login)).bodyAsJsonObject().getJsonArray("items");
    }

    private static HttpResponse<Buffer> delete(JsonObject login, String path) {
        return gateway.request(HttpMethod.DELETE, path)
                .bearerTokenAuthentication(token(login))
                .send()
                .await();
    }

    private static void register(String email, String password) {
        assertThat(gateway.post("/auth/register", credentials(email, password)).statusCode())
                .isEqualTo(201);
    }

    private static HttpResponse<Buffer> login(String email, String password) {
        return gateway.post("/auth/login", credentials(email, password));
    }

    private static HttpResponse<Buffer> refresh(JsonObject login) {
        return gateway.post("/auth/refresh", new JsonObject().put("refreshToken", login.getString("refreshToken")));
    }

    private static JsonObject credentials(String email, String password) {
        return new JsonObject().put("email", email).put("password", password);
    }

    private static String email(JsonObject login) {
        return login.getJsonObject("user").getString("email");
    }

    private static String token(JsonObject login) {
        return login.getString("accessToken");
    }
}
