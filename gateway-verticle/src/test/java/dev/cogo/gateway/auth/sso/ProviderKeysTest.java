package dev.cogo.gateway.auth.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.auth.TestKeys;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that no provider of this client has signed, or not lately. */
class ProviderKeysTest {
    private static final String ISSUER = "https://id.example.org";
    private static final String CLIENT = "cogo";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private JsonObject key = TestKeys.newKey("first");
    private JsonArray shown = new JsonArray().add(TestKeys.publicPart(key));
    private ProviderKeys keys;

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
        ProviderMetadata metadata =
                new ProviderMetadata(ISSUER, "", "", Optional.empty(), "http://127.0.0.1:" + port + "/keys", true);
        keys = new ProviderKeys(vertx, new ProviderCalls(vertx), () -> metadata, CLIENT, Duration.ofMinutes(5));
    }

    @AfterEach
    void leave() {
        vertx.close().await();
    }

    @Test
    void aTokenOfTheProviderIsReadAlsoWhenAClockIsOffByWhatIsAllowed() {
        assertThat(keys.verified(token(claims())).getString("sub")).isEqualTo("ann");
        long now = Instant.now().getEpochSecond();
        assertThat(keys.verified(token(claims().put("iat", now + 240).put("exp", now + 540))))
                .isNotNull();
        assertThat(keys.verified(token(claims().put("exp", now - 240)))).isNotNull();
        assertThat(asked).hasValue(1);
    }

    @Test
    void othersAreRefused() {
        long now = Instant.now().getEpochSecond();
        refused(token(claims().put("iss", "https://id.example.com")));
        refused(token(claims().put("aud", "another")));
        refused(token(claims().put("exp", now - 400)));
        refused(token(claims().put("iat", now + 400).put("exp", now + 900)));
        refused(token(withoutIat()));
        refused(token(claims()).replaceAll("\\.[^.]*$", ".AAAA"));
        refused("nonsense");
        refused(TestKeys.unsigned(claims()));
        JsonObject stranger = TestKeys.newKey("first");
        refused(token(claims(), stranger));
        // Whoever has the public key has nothing.
        refused(JWTAuth.create(
                        vertx,
                        new JWTAuthOptions()
                                .addPubSecKey(new PubSecKeyOptions()
                                        .setAlgorithm("HS256")
                                        .setBuffer(TestKeys.publicPart(key).toBuffer())))
                .generateToken(claims(), new JWTOptions().setAlgorithm("HS256")));
    }

    @Test
    void madeUpKeysDoNotMakeUsAskMore() {
        keys.verified(token(claims()));
        for (int i = 0; i < 20; i++) {
            refused(token(claims(), TestKeys.newKey("unknown" + i)));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void withoutAKeyNothingIsTaken() {
        shown = new JsonArray();
        refused(TestKeys.unsigned(claims()));
        shown = new JsonArray()
                .add(new JsonObject().put("kty", "oct").put("k", "c2VjcmV0").put("alg", "HS256"));
        refused(token(claims()));
        shown = new JsonArray().add(TestKeys.publicPart(key));
        assertThat(keys.verified(token(claims()))).isNotNull();
    }

    private void refused(String token) {
        assertThatThrownBy(() -> keys.verified(token))
                .isInstanceOfSatisfying(
                        CogoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SSO_FAILED));
    }

    private static JsonObject claims() {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("iss", ISSUER)
                .put("aud", CLIENT)
                .put("sub", "ann")
                .put("iat", now)
                .put("exp", now + 300);
    }

    private static JsonObject withoutIat() {
        JsonObject claims = claims();
        claims.remove("iat");
        return claims;
    }

    private String token(JsonObject claims) {
        return token(claims, key);
    }

    private String token(JsonObject claims, JsonObject by) {
        return TestKeys.es256(vertx, by, claims);
    }
}
