package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static dev.cogo.gateway.TestGateway.LATER_OPERATOR;
import static dev.cogo.gateway.TestGateway.OPERATOR;
import static dev.cogo.gateway.TestGateway.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsHttpTest {
    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final Pool database = gateway.pool();

    @Test
    void anAccountIsMadeAndLoggedIn() {
        String email = TestGateway.email();

        HttpResponse<Buffer> response = gateway.post(
                "/auth/register",
                new JsonObject()
                        .put("email", email.toUpperCase(Locale.ROOT))
                        .put("password", PASSWORD)
                        .put("displayName", "민지")
                        .put("language", "KO-kr"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        JsonObject login = response.bodyAsJsonObject();
        assertThat(login.getString("tokenType")).isEqualTo("bearer");
        assertThat(login.getLong("expiresIn")).isEqualTo(900);
        JsonObject user = login.getJsonObject("user");
        assertThat(user.getString("email")).isEqualTo(email);
        assertThat(user.getString("displayName")).isEqualTo("민지");
        assertThat(user.getString("language")).isEqualTo("ko-KR");
        assertThat(user.getBoolean("operator")).isFalse();
        assertThat(user.getInstant("createdAt")).isNotNull();
        assertThat(gateway.get("/auth/me", login.getString("accessToken")).bodyAsJsonObject())
                .isEqualTo(user);
    }

    @Test
    void withoutANameTheAddressGivesOne() {
        JsonObject user = gateway.newUser().getJsonObject("user");

        assertThat(user.getString("email")).startsWith(user.getString("displayName") + "@");
        assertThat(user.containsKey("language")).isFalse();
    }

    @Test
    void oneAddressHasOneAccountAlsoWhenTwoAskAtOnce() {
        String email = TestGateway.email();
        JsonObject wish = new JsonObject().put("email", email).put("password", PASSWORD);
        List<Future<HttpResponse<Buffer>>> both = Stream.of(email, email)
                .map(same -> gateway.client.post("/auth/register").sendJsonObject(wish))
                .toList();
        Future.join(both).await();

        assertThat(both.stream().map(answer -> answer.result().statusCode())).containsExactlyInAnyOrder(201, 409);
        assertProblem(gateway.post("/auth/register", wish), ErrorCode.EMAIL_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short1!", "aaaaaaaaaaaa", "password123", "PassWord123", "abababababab"})
    void weakPasswordsAreRefused(String password) {
        assertProblem(
                gateway.post(
                        "/auth/register",
                        new JsonObject().put("email", TestGateway.email()).put("password", password)),
                ErrorCode.WEAK_PASSWORD);
    }

    @Test
    void theOwnAddressIsAWeakPassword() {
        String email = TestGateway.email();

        assertProblem(
                gateway.post(
                        "/auth/register", new JsonObject().put("email", email).put("password", email)),
                ErrorCode.WEAK_PASSWORD);
    }

    @Test
    void anOperatorsAddressNeedsTheCode() {
        JsonObject wish = new JsonObject().put("email", OPERATOR).put("password", PASSWORD);

        assertProblem(gateway.post("/auth/register", wish), ErrorCode.OPERATOR_ONLY);
        assertProblem(
                gateway.post("/auth/register", wish.copy().put("operatorCode", "guessed-code")),
                ErrorCode.OPERATOR_ONLY);
        HttpResponse<Buffer> right = gateway.post(
                "/auth/register",
                wish.copy().put("operatorCode", gateway.config.secrets().operatorCode()));

        assertThat(right.statusCode()).isEqualTo(201);
        assertThat(right.bodyAsJsonObject().getJsonObject("user").getBoolean("operator"))
                .isTrue();
    }

    /** One that was imported, or registered by anybody before the operators were named. */
    @Test
    void anAccountThatHasAnOperatorsAddressBecomesAnOperatorsWithTheCodeOnly() {
        JsonObject user = gateway.newUser();
        query("UPDATE accounts SET email = $2 WHERE id = $1", idOf(user), LATER_OPERATOR);
        JsonObject login = login(LATER_OPERATOR, PASSWORD).bodyAsJsonObject();
        String token = login.getString("accessToken");
        assertThat(login.getJsonObject("user").getBoolean("operator")).isFalse();
        assertProblem(analytics(token), ErrorCode.OPERATOR_ONLY);

        JsonObject code =
                new JsonObject().put("operatorCode", gateway.config.secrets().operatorCode());
        assertProblem(update(token, new JsonObject().put("operatorCode", "guess")), ErrorCode.OPERATOR_ONLY);
        assertProblem(update(gateway.newUser().getString("accessToken"), code), ErrorCode.OPERATOR_ONLY);
        HttpResponse<Buffer> right = update(token, code);

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.bodyAsJsonObject().getBoolean("operator")).isTrue();
        String next = login(LATER_OPERATOR, PASSWORD).bodyAsJsonObject().getString("accessToken");
        assertThat(analytics(next).bodyAsString()).doesNotContain("operator_only");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
        String known = gateway.newUser().getJsonObject("user").getString("email");

        HttpResponse<Buffer> wrong = login(known, "not the password");
        HttpResponse<Buffer> unknown = login("nobody@example.org", PASSWORD);

        assertProblem(wrong, ErrorCode.INVALID_CREDENTIALS);
        assertProblem(unknown, ErrorCode.INVALID_CREDENTIALS);
        assertThat(withoutInstance(unknown)).isEqualTo(withoutInstance(wrong));
        assertThat(unknown.headers().names())
                .containsExactlyElementsOf(wrong.headers().names());
    }

    @Test
    void loginsAreFamiliesOfTheirOwn() {
        JsonObject first = gateway.newUser();
        String email = first.getJsonObject("user").getString("email");

        HttpResponse<Buffer> second = login(" " + email.toUpperCase(Locale.ROOT) + " ", PASSWORD);
        assertThat(second.statusCode()).isEqualTo(200);
        logout(first.getString("refreshToken"));

        assertProblem(refresh(first.getString("refreshToken")), ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(refresh(second.bodyAsJsonObject().getString("refreshToken")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRefreshGivesANewPairAndUsesTheOldTokenUp() {
        JsonObject login = gateway.newUser();

        HttpResponse<Buffer> response = refresh(login.getString("refreshToken"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject next = response.bodyAsJsonObject();
        assertThat(next.getString("refreshToken")).isNotEqualTo(login.getString("refreshToken"));
        assertThat(next.getJsonObject("user")).isEqualTo(login.getJsonObject("user"));
        assertThat(gateway.get("/auth/me", next.getString("accessToken")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatComesAgainSoonGivesWhatTheClientFailedToSave() {
        String first = gateway.newUser().getString("refreshToken");
        String second = refresh(first).bodyAsJsonObject().getString("refreshToken");

        assertThat(refresh(first).bodyAsJsonObject().getString("refreshToken")).isEqualTo(second);

        String third = refresh(second).bodyAsJsonObject().getString("refreshToken");
        assertThat(refresh(first).bodyAsJsonObject().getString("refreshToken"))
                .as("a tab that comes late")
                .isEqualTo(third);
    }

    @Test
    void aTokenThatComesAgainLaterEndsTheLogin() {
        JsonObject login = gateway.newUser();
        String first = login.getString("refreshToken");
        String second = refresh(first).bodyAsJsonObject().getString("refreshToken");
        age(login);

        assertProblem(refresh(first), ErrorCode.REFRESH_TOKEN_REUSED);

        assertProblem(refresh(second), ErrorCode.REFRESH_TOKEN_INVALID);
        assertProblem(refresh(first), ErrorCode.REFRESH_TOKEN_INVALID);
    }

    @Test
    void aTokenWhoseSuccessorIsUnknownEndsTheLogin() {
        JsonObject login = gateway.newUser();
        String first = login.getString("refreshToken");
        refresh(first);
        // As after a refresh by a node of the previous version, which made tokens at random.
        query("""
                UPDATE refresh_tokens SET token_hash = sha256(token_hash)
                WHERE used_at IS NULL AND family_id IN (SELECT id FROM login_families WHERE user_id = $1)
                """, idOf(login));

        assertProblem(refresh(first), ErrorCode.REFRESH_TOKEN_REUSED);
    }

    @Test
    void tenUsesAtTheSameTimeAllGetTheNextToken() {
        String token = gateway.newUser().getString("refreshToken");
        JsonObject body = new JsonObject().put("refreshToken", token);
        List<Future<HttpResponse<Buffer>>> all = IntStream.range(0, 10)
                .mapToObj(n -> gateway.client.post("/auth/refresh").sendJsonObject(body))
                .toList();
        Future.join(all).await();

        assertThat(all).allMatch(answer -> answer.result().statusCode() == 200);
        List<String> next = all.stream()
                .map(answer -> answer.result().bodyAsJsonObject().getString("refreshToken"))
                .distinct()
                .toList();
        assertThat(next).hasSize(1).doesNotContain(token);
        assertThat(refresh(next.getFirst()).statusCode()).isEqualTo(200);
    }

    @Test
    void whenALoginHasEndedItsAccessTokenIsRefusedAtOnce() {
        JsonObject login = gateway.newUser();
        logout(login.getString("refreshToken"));
        assertThat(gateway.get("/auth/me", login.getString("accessToken")).statusCode())
                .isEqualTo(401);

        JsonObject stolen = gateway.newUser();
        refresh(stolen.getString("refreshToken"));
        age(stolen);
        refresh(stolen.getString("refreshToken"));
        assertThat(gateway.get("/auth/me", stolen.getString("accessToken")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anExpiredRefreshTokenIsRefused() {
        JsonObject login = gateway.newUser();
        UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));
        query("""
                UPDATE refresh_tokens SET expires_at = now() - interval '1 second'
                WHERE family_id IN (SELECT id FROM login_families WHERE user_id = $1)
                """, user);

        assertProblem(refresh(login.getString("refreshToken")), ErrorCode.REFRESH_TOKEN_INVALID);
    }

    @Test
    void logoutSaysNothingOfATokenItDoesNotKnow() {
        assertThat(logout("never-issued").statusCode()).isEqualTo(204);
    }

    @Test
    void neitherPasswordNorRefreshTokenIsStored() {
        JsonObject login = gateway.newUser();
        UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));

        Row row = query("""
                        SELECT a.password_hash, encode(t.token_hash, 'escape') AS token_hash
                        FROM accounts a JOIN login_families f ON f.user_id = a.id JOIN refresh_tokens t ON t.family_id = f.id
                        WHERE a.id = $1
                        """, user).iterator().next();

        // OWASP Password Storage Cheat Sheet
        assertThat(row.getString("password_hash")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(row.getString("token_hash")).doesNotContain(login.getString("refreshToken"));
    }

    @ParameterizedTest
    @EnumSource(names = {"A", "B", "Y"})
    void anImportedAccountLogsInAndIsHashedAnew(Bcrypt version) {
        String email = TestGateway.email();
        UUID id = Ids.next();
        String bcrypt = BcryptFunction.getInstance(version, 5).hash(PASSWORD).getResult();
        query(
                "INSERT INTO accounts (id, email, display_name, password_hash) VALUES ($1, $2, 'Old', $3)",
                id,
                email,
                bcrypt);

        assertProblem(login(email, "not the password"), ErrorCode.INVALID_CREDENTIALS);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);

        assertThat(query("SELECT password_hash FROM accounts WHERE id = $1", id)
                        .iterator()
                        .next()
                        .getString(0))
                .startsWith("$argon2id$");
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven quiet lighthouses", "$2y$nonsense", "$argon2id$nonsense", "$1$md5$0123456789"})
    void aHashThatNobodyCanReadLetsNobodyIn(String hash) {
        String email = TestGateway.email();
        query(
                "INSERT INTO accounts (id, email, display_name, password_hash) VALUES ($1, $2, 'Odd', $3)",
                Ids.next(),
                email,
                hash);

        assertProblem(login(email, PASSWORD), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void anAccountWithoutAPasswordCanNotLogIn() {
        String email = TestGateway.email();
        query("INSERT INTO accounts (id, email, display_name) VALUES ($1, $2, 'Ghost')", Ids.next(), email);

        assertProblem(login(email, PASSWORD), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void nameAndLanguageCanBeChanged() {
        JsonObject login = gateway.newUser();
        String token = login.getString("accessToken");

        HttpResponse<Buffer> named = update(token, new JsonObject().put("displayName", " Bo "));
        assertThat(named.statusCode()).isEqualTo(200);
        assertThat(named.bodyAsJsonObject().getString("displayName")).isEqualTo("Bo");

        JsonObject both =
                update(token, new JsonObject().put("language", "pt-br")).bodyAsJsonObject();
        assertThat(both.getString("language")).isEqualTo("pt-BR");
        assertThat(both.getString("displayName")).isEqualTo("Bo");
        assertThat(refresh(login.getString("refreshToken")).bodyAsJsonObject().getJsonObject("user"))
                .isEqualTo(both);

        assertProblem(update(token, new JsonObject()), ErrorCode.INVALID_REQUEST);
        assertProblem(update(token, new JsonObject().put("language", "not a tag")), ErrorCode.INVALID_REQUEST);
        assertProblem(update(token, new JsonObject().put("displayName", "a\u0007")), ErrorCode.INVALID_CONTENT);
    }

    @Test
    void theTokenOfADeletedAccountIsWorthNothing() {
        JsonObject login = gateway.newUser();
        query(
                "DELETE FROM accounts WHERE id = $1",
                UUID.fromString(login.getJsonObject("user").getString("id")));

        assertProblem(gateway.get("/auth/me", login.getString("accessToken")), ErrorCode.INVALID_TOKEN);
    }

    private static HttpResponse<Buffer> login(String email, String password) {
        return gateway.post("/auth/login", new JsonObject().put("email", email).put("password", password));
    }

    @Test
    void aUserSaysWhoMayAddThem() {
        JsonObject login = gateway.newUser();
        String token = login.getString("accessToken");
        assertThat(login.getJsonObject("user").containsKey("addableBy")).isFalse();
        JsonObject closed =
                update(token, new JsonObject().put("addableBy", "invite")).bodyAsJsonObject();
        assertThat(closed.getString("addableBy")).isEqualTo("invite");
        assertThat(update(token, new JsonObject().put("language", "ko"))
                        .bodyAsJsonObject()
                        .getString("addableBy"))
                .isEqualTo("invite");
        assertThat(update(token, new JsonObject().put("addableBy", "nobody")).statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<Buffer> refresh(String token) {
        return gateway.post("/auth/refresh", new JsonObject().put("refreshToken", token));
    }

    private static HttpResponse<Buffer> logout(String token) {
        return gateway.post("/auth/logout", new JsonObject().put("refreshToken", token));
    }

    private static HttpResponse<Buffer> analytics(String token) {
        return gateway.client
                .get("/chat/analytics")
                .bearerTokenAuthentication(token)
                .send()
                .await();
    }

    private static HttpResponse<Buffer> update(String token, JsonObject change) {
        return gateway.client
                .patch("/auth/me")
                .bearerTokenAuthentication(token)
                .sendJsonObject(change)
                .await();
    }

    /** As if the tokens that were used had been used long ago. */
    private static void age(JsonObject login) {
        query("""
                UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'
                WHERE family_id IN (SELECT id FROM login_families WHERE user_id = $1)
                """, idOf(login));
    }

    private static UUID idOf(JsonObject login) {
        return UUID.fromString(login.getJsonObject("user").getString("id"));
    }

    private static JsonObject withoutInstance(HttpResponse<Buffer> response) {
        JsonObject problem = response.bodyAsJsonObject();
        problem.remove("instance");
        return problem;
    }

    private static RowSet<Row> query(String sql, Object... arguments) {
        return database.preparedQuery(sql).execute(Tuple.wrap(arguments)).await();
    }
}
