package dev.cogo.gateway.auth.former;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.auth.TestKeys;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that the project has signed, and those that it has not. */
class FormerKeysTest {
    private static final String SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";
    private static final JsonObject CLAIMS =
            new JsonObject().put("sub", "ann").put("iat", 1).put("exp", 2);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final JsonObject key = TestKeys.newKey("first");
    private JsonArray shown = new JsonArray().add(TestKeys.publicPart(key));
    private Optional<URI> url = Optional.empty();

    @BeforeEach
    void serve() {
        int port = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    request.response().end(new JsonObject().put("keys", shown).toBuffer());
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        url = Optional.of(URI.create("http://127.0.0.1:" + port + "/keys"));
    }

    @AfterEach
    void leave() {
        vertx.close().await();
    }

    @Test
    void theSecretAndThePublicKeysCheckTheirOwnAlgorithms() {
        FormerKeys keys = new FormerKeys(vertx, new FormerProject(Optional.of(SECRET), url));
        String bySecret = TestKeys.hs256(vertx, SECRET, CLAIMS);
        String byKey = TestKeys.es256(vertx, key, CLAIMS);

        assertThat(keys.verified(bySecret).getString("sub")).isEqualTo("ann");
        assertThat(asked).hasValue(0);
        assertThat(keys.verified(byKey).getString("sub")).isEqualTo("ann");
        // Each alone takes nothing of the other.
        refused(new FormerKeys(vertx, new FormerProject(Optional.of(SECRET), Optional.empty())), byKey);
        refused(new FormerKeys(vertx, new FormerProject(Optional.empty(), url)), bySecret);
    }

    @Test
    void nobodyElseSigns() {
        FormerKeys keys = new FormerKeys(vertx, new FormerProject(Optional.of(SECRET), url));
        String good = TestKeys.hs256(vertx, SECRET, CLAIMS);
        String openKey = TestKeys.publicPart(key).encode();

        refused(keys, TestKeys.hs256(vertx, "another-project-has-another-secret-than-this", CLAIMS));
        refused(keys, TestKeys.es256(vertx, TestKeys.newKey("first"), CLAIMS));
        // A public key is no secret.
        refused(keys, TestKeys.hs256(vertx, openKey, CLAIMS));
        refused(keys, TestKeys.unsigned(CLAIMS));
        refused(keys, TestKeys.unsigned(CLAIMS) + good.substring(good.lastIndexOf('.') + 1));
        refused(keys, good.substring(0, good.lastIndexOf('.') + 1));
        refused(keys, "nonsense");
        refused(keys, "a.b.c");
        refused(keys, "....");
    }

    @Test
    void keysThatAreRotatedAreAskedForAndMadeUpOnesAreNot() {
        FormerKeys keys = new FormerKeys(vertx, new FormerProject(Optional.empty(), url));
        JsonObject next = TestKeys.newKey("next");
        shown = new JsonArray().add(TestKeys.publicPart(next));

        assertThat(keys.verified(TestKeys.es256(vertx, next, CLAIMS))).isNotNull();
        for (int i = 0; i < 20; i++) {
            refused(keys, TestKeys.es256(vertx, TestKeys.newKey("unknown" + i), CLAIMS));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void withoutKeysNothingIsTakenAndNobodyIsSignedOut() {
        shown = new JsonArray()
                .add(new JsonObject().put("kty", "oct").put("k", "c2VjcmV0").put("alg", "HS256"));
        FormerKeys keys = new FormerKeys(vertx, new FormerProject(Optional.empty(), url));

        for (int i = 0; i < 3; i++) {
            fails(keys, TestKeys.es256(vertx, key, CLAIMS), ErrorCode.UNAVAILABLE);
        }
        assertThat(asked).hasValue(1);
        refused(keys, TestKeys.hs256(vertx, "secret", CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example.org/jwks.json",
                "https://user:secret@example.org/jwks.json",
                "ftp://example.org",
                "jwks.json"
            })
    void keysComeOverAConnectionThatNobodyCanChange(String address) {
        assertThatThrownBy(() -> new FormerProject(Optional.empty(), Optional.of(URI.create(address))))
                .hasMessageContaining("SUPABASE_JWKS_URL");
    }

    @Test
    void aSecretIsLongAndNeverShown() {
        assertThatThrownBy(() -> new FormerProject(Optional.of("short"), Optional.empty()))
                .hasMessageContaining("SUPABASE_JWT_SECRET");
        assertThat(new FormerProject(Optional.of(SECRET), url).toString()).doesNotContain(SECRET);
    }

    private static void refused(FormerKeys keys, String token) {
        fails(keys, token, ErrorCode.INVALID_TOKEN);
    }

    private static void fails(FormerKeys keys, String token, ErrorCode code) {
        assertThatThrownBy(() -> keys.verified(token))
                .isInstanceOfSatisfying(
                        CogoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
