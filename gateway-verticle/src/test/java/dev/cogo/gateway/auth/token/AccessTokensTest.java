package dev.cogo.gateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.UserMetadata;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.auth.login.LoginFamily;
import dev.cogo.gateway.auth.login.LoginFamily.Method;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final String EMAIL = "boss@example.org";
    private static final Duration LIFE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final UUID family = Ids.next();
    private final Account account = new Account(Ids.next(), EMAIL, "Boss", null, null, true, Instant.EPOCH);
    private final Profile profile = new Profile(
            account, false, false, new UserMetadata(new JsonObject().put("team", "red")), Instant.EPOCH, Instant.EPOCH);
    private final LoginFamily login = new LoginFamily(
            family, account.id(), Method.PASSWORD, LoginDoor.REST, Instant.ofEpochSecond(1_790_000_000));
    private SigningKeys keys;
    private AccessTokens tokens;

    @BeforeEach
    void open() {
        keys = SigningKeys.open(directory, new AuditLog());
        tokens = new AccessTokens(vertx, keys, LIFE, Set.of(EMAIL), InstantSource.system(), FormerTokens.none());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aTokenTellsWhoBearsIt() {
        Instant before = Instant.now();

        Identity identity = verify(issue());

        assertThat(identity.userId()).isEqualTo(account.id());
        assertThat(identity.email()).isEqualTo(EMAIL);
        assertThat(identity.displayName()).isEqualTo("Boss");
        assertThat(identity.operator()).isTrue();
        assertThat(identity.familyId()).isEqualTo(family);
        assertThat(identity.expiresAt())
                .isBetween(
                        before.plus(Duration.ofMinutes(15)).minusSeconds(1),
                        Instant.now().plus(Duration.ofMinutes(15)));
    }

    @Test
    void headerAndClaimsAreWhatOtherServicesExpect() {
        String token = issue();

        JsonObject header = part(token, 0);
        assertThat(header.getString("alg")).isEqualTo("ES256");
        assertThat(header.getString("kid"))
                .isEqualTo(keys.newestFirst().getFirst().kid());
        assertThat(part(token, 1).fieldNames())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "iat",
                        "exp",
                        "jti",
                        "sid",
                        "email",
                        "name",
                        "operator",
                        "aud",
                        "role",
                        "phone",
                        "app_metadata",
                        "user_metadata",
                        "aal",
                        "amr",
                        "session_id",
                        "is_anonymous");
    }

    @Test
    void clientsOfSupabaseFindTheirClaims() {
        JsonObject claims = part(issue(), 1);

        assertThat(claims.getString("aud")).isEqualTo("authenticated");
        assertThat(claims.getString("role")).isEqualTo("authenticated");
        assertThat(claims.getString("session_id")).isEqualTo(family.toString());
        assertThat(claims.getString("phone")).isEmpty();
        assertThat(claims.getString("aal")).isEqualTo("aal1");
        assertThat(claims.getJsonArray("amr"))
                .isEqualTo(new JsonArray("[{\"method\":\"password\",\"timestamp\":1790000000}]"));
        assertThat(claims.getJsonObject("app_metadata").getString("provider")).isEqualTo("email");
        assertThat(claims.getJsonObject("user_metadata"))
                .isEqualTo(new JsonObject().put("team", "red").put("display_name", "Boss"));
        assertThat(claims.getBoolean("is_anonymous")).isFalse();
    }

    @Test
    void aTokenOfThePreviousVersionIsAccepted() {
        Set<String> previous = Set.of("iss", "sub", "iat", "exp", "jti", "sid", "email", "name", "operator");
        String token = sign(keys.newestFirst().getFirst().privateJwk(), "ES256", claims -> {
            claims.fieldNames().retainAll(previous);
            return claims;
        });

        assertThat(part(token, 1).fieldNames()).containsExactlyInAnyOrderElementsOf(previous);
        assertThat(verify(token).userId()).isEqualTo(account.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\uD83D\uDE00"})
    void theLongestTokenThatIsIssuedIsAccepted(String character) {
        int bytes = Json.length(character) - "''".length();
        String name = "\uD83E\uDD37".repeat(50);
        Account longest = new Account(
                account.id(), "a".repeat(64) + "@" + "b".repeat(189), name, null, null, true, Instant.EPOCH);
        JsonObject full = new JsonObject().put("bio", character.repeat((UserMetadata.MAX_BYTES - 10) / bytes));
        Profile heavy = new Profile(longest, false, false, new UserMetadata(full), Instant.EPOCH, Instant.EPOCH);

        assertThat(verify(tokens.issue(
                                heavy, login, Instant.now(), Instant.now().plus(Duration.ofMinutes(15))))
                        .displayName())
                .isEqualTo(name);
    }

    @Test
    void theTokensOfALoginThatHasEndedAreRefused() {
        String token = issue();
        assertThat(verify(token).familyId()).isEqualTo(family); // and remembered
        tokens.endLogins(List.of(family));

        assertThat(codeOf(token)).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(issue())).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(tokens.verifySignature(token).await().familyId()).isEqualTo(family);
    }

    @Test
    void anyoneCanCheckATokenWithThePublishedKeys() {
        JsonObject jwk = tokens.jwks().getJsonArray("keys").getJsonObject(0);
        assertThat(jwk.fieldNames()).containsExactlyInAnyOrder("kty", "crv", "x", "y", "alg", "use", "kid");
        JWTAuth stranger = JWTAuth.create(vertx, new JWTAuthOptions().addJwk(jwk));

        String subject = stranger.authenticate(new io.vertx.ext.auth.authentication.TokenCredentials(issue()))
                .await()
                .subject();

        assertThat(subject).isEqualTo(account.id().toString());
    }

    @Test
    void whoIsStruckFromTheConfigurationIsNoOperatorAnyMore() {
        String token = issue();
        AccessTokens afterRestart =
                new AccessTokens(vertx, keys, LIFE, Set.of(), InstantSource.system(), FormerTokens.none());

        assertThat(afterRestart.verify(token).await().operator()).isFalse();
    }

    @Test
    void anExpiredTokenIsToldFromAForgedOne() {
        SigningKey key = keys.newestFirst().getFirst();
        String expired = sign(
                key.privateJwk(),
                "ES256",
                claims -> claims.put("iat", now() - 120).put("exp", now() - 60));
        String young = sign(key.privateJwk(), "ES256", claims -> claims);

        assertThat(codeOf(expired)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        assertThat(codeOf(expired.substring(0, expired.length() - 4) + "AAAA")).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(verify(young).userId()).isEqualTo(account.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":\"soon\"}",
                "{\"exp\":\"4102444800\"}",
                "{\"exp\":null}",
                "{\"exp\":{}}",
                "{\"exp\":1e400}",
                "{\"iat\":\"now\"}",
                "{\"iat\":4102444800}",
                "{\"iat\":null}",
                "{\"nbf\":4102444800}",
                "{\"nbf\":\"later\"}",
                "{\"aud\":\"somebody else\"}",
                "{\"aud\":[\"a\",\"b\"]}",
                "{\"aud\":7}",
                "{\"role\":\"service_role\"}",
                "{\"role\":[]}",
                "{\"iss\":\"another\"}",
                "{\"iss\":7}",
                "{\"sub\":7}",
                "{\"sub\":\"me\"}",
                "{\"sid\":null}",
                "{\"operator\":\"yes\"}",
            })
    void aTokenWithOddClaimsIsRefused(String odd) {
        String token = signed(claims().mergeIn(new JsonObject(odd)));

        assertThat(codeOf(token)).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aTokenForSeveralIsForUsAsWell() {
        assertThat(verify(signed(claims().put(
                                        "aud", new JsonArray().add("others").add("authenticated"))))
                        .userId())
                .isEqualTo(account.id());
        assertThat(verify(signed(claims().put("nbf", now()))).userId()).isEqualTo(account.id());
    }

    private String signed(JsonObject claims) {
        return sign(keys.newestFirst().getFirst().privateJwk(), "ES256", ours -> claims);
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        String claims = issue().split("\\.", -1)[1];
        String none = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");

        assertThat(codeOf(none + "." + claims + ".")).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(none + "." + claims)).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(none + "." + claims + "." + base64("x"))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(base64("{\"alg\":\"nOnE\"}") + "." + claims + ".")).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void thePublicKeyIsNoSecretToSignWith() {
        JsonObject jwk = keys.newestFirst().getFirst().publicJwk();
        for (String secret : new String[] {jwk.encode(), jwk.getString("x"), jwk.getString("kid")}) {
            JWTAuth forger = JWTAuth.create(
                    vertx,
                    new JWTAuthOptions()
                            .addPubSecKey(new PubSecKeyOptions()
                                    .setAlgorithm("HS256")
                                    .setId(jwk.getString("kid"))
                                    .setBuffer(secret)));
            String forged = forger.generateToken(claims(), new JWTOptions().setAlgorithm("HS256"));

            assertThat(codeOf(forged)).isEqualTo(ErrorCode.INVALID_TOKEN);
        }
    }

    @Test
    void aForeignKeyIsRefusedUnderItsOwnNameAndUnderOurs() {
        SigningKey foreign = SigningKey.generate();
        JsonObject disguised = foreign.privateJwk()
                .copy()
                .put("kid", keys.newestFirst().getFirst().kid());
        JsonObject nameless = foreign.privateJwk().copy();
        nameless.remove("kid");

        assertThat(codeOf(sign(foreign.privateJwk(), "ES256", claims -> claims)))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(sign(disguised, "ES256", claims -> claims))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(sign(nameless, "ES256", claims -> claims))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aKeyInTheHeaderIsNotBelieved() {
        SigningKey foreign = SigningKey.generate();
        String token = JWTAuth.create(vertx, new JWTAuthOptions().addJwk(foreign.privateJwk()))
                .generateToken(
                        claims(),
                        new JWTOptions()
                                .setAlgorithm("ES256")
                                .setHeader(new JsonObject().put("jwk", foreign.publicJwk())));

        assertThat(codeOf(token)).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void claimsOfAnotherIssuerOrFormAreRefused() {
        JsonObject key = keys.newestFirst().getFirst().privateJwk();

        assertThat(codeOf(sign(key, "ES256", claims -> claims.put("iss", "somebody"))))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(sign(key, "ES256", claims -> claims.put("sub", "root"))))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(sign(key, "ES256", claims -> {
                    claims.remove("sid");
                    return claims;
                })))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(sign(key, "ES256", claims -> {
                    claims.remove("exp");
                    return claims;
                })))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void nonsenseIsRefused() {
        for (String token : new String[] {"", ".", "..", "...", "a.b.c", "🤷.🤷.🤷", "null", "x".repeat(100_000)}) {
            assertThat(codeOf(token)).as(token).isEqualTo(ErrorCode.INVALID_TOKEN);
        }
    }

    @Test
    void aTokenOfANewKeyIsKnownAtOnceOnAnotherNode() {
        SigningKeys otherNodesKeys = SigningKeys.open(directory, new AuditLog());
        AccessTokens otherNode =
                new AccessTokens(vertx, otherNodesKeys, LIFE, Set.of(), InstantSource.system(), FormerTokens.none());
        String old = issue();
        keys.rotate(Duration.ofHours(1));
        tokens.reloadKeys().await();
        String fresh = issue();

        assertThat(part(fresh, 0).getString("kid")).isNotEqualTo(part(old, 0).getString("kid"));
        assertThat(otherNode.verify(fresh).await().userId()).isEqualTo(account.id());
        assertThat(otherNode.verify(old).await().userId()).isEqualTo(account.id());
        assertThat(otherNode.jwks().getJsonArray("keys")).hasSize(2);
    }

    @Test
    void aTokenEndsByTheClockThatTheNodesShare() {
        String token = issue();
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));
        AccessTokens ahead = new AccessTokens(vertx, keys, LIFE, Set.of(), later, FormerTokens.none());
        assertThatThrownBy(() -> ahead.verify(token).await())
                .isInstanceOfSatisfying(
                        CogoException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOKEN_EXPIRED));
        assertThat(verify(token).userId()).isEqualTo(account.id());
    }

    @Test
    void theTokensOfADeletedKeyAreVoid() throws Exception {
        String token = issue();
        assertThat(verify(token).userId()).isEqualTo(account.id()); // and remembered
        keys.rotate(Duration.ofHours(1));
        String kid = part(token, 0).getString("kid");
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().contains(kid)).toList()) {
                Files.delete(file);
            }
        }
        tokens.reloadKeys().await();

        assertThat(codeOf(token)).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    private String issue() {
        return tokens.issue(profile, login, Instant.now(), Instant.now().plus(Duration.ofMinutes(15)));
    }

    private Identity verify(String token) {
        return tokens.verify(token).await();
    }

    private ErrorCode codeOf(String token) {
        assertThatThrownBy(() -> verify(token))
                .isInstanceOf(CogoException.class)
                .hasMessageNotContaining("Exception");
        return ((CogoException) catchThrowable(() -> verify(token))).code();
    }

    private String sign(JsonObject jwk, String algorithm, UnaryOperator<JsonObject> change) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addJwk(jwk))
                .generateToken(change.apply(claims()), new JWTOptions().setAlgorithm(algorithm));
    }

    private JsonObject claims() {
        return part(issue(), 1);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static JsonObject part(String token, int n) {
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[n]), StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
