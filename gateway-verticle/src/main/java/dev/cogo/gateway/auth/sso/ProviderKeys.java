package dev.cogo.gateway.auth.sso;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a provider's tokens by its keys, which are fetched again when a token names one that is not known: so they may change at any
 * moment. For one virtual-thread verticle.
 */
final class ProviderKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderKeys.class);
    // Whoever sends made-up tokens makes us ask this often at most.
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String CLAIMS = "accessToken";

    private final Vertx vertx;
    private final ProviderCalls calls;
    private final Supplier<ProviderMetadata> metadata;
    private final JWTOptions rules;
    private @Nullable JWTAuth verifier;
    private long fetchedAt;

    ProviderKeys(
            Vertx vertx, ProviderCalls calls, Supplier<ProviderMetadata> metadata, String clientId, Duration skew) {
        this.vertx = vertx;
        this.calls = calls;
        this.metadata = metadata;
        this.rules = new JWTOptions().setAudience(List.of(clientId)).setLeeway((int) skew.toSeconds());
    }

    /** The claims of a token that the provider has signed for this client and that is not over; {@code sso_failed}. */
    JsonObject verified(String token) {
        JWTAuth known = verifier;
        if (known == null) {
            return claims(fetch(), token);
        }
        try {
            return claims(known, token);
        } catch (CogoException wrong) {
            if (System.nanoTime() - fetchedAt < PAUSE.toNanos()) {
                throw wrong;
            }
            return claims(fetch(), token);
        }
    }

    private JWTAuth fetch() {
        fetchedAt = System.nanoTime();
        ProviderMetadata provider = metadata.get();
        JWTAuthOptions options = new JWTAuthOptions().setJWTOptions(new JWTOptions(rules).setIssuer(provider.issuer()));
        calls.keys(provider.keys()).forEach(options::addJwk);
        JWTAuth made = JWTAuth.create(vertx, options);
        verifier = made;
        return made;
    }

    private static JsonObject claims(JWTAuth verifier, String token) {
        try {
            JsonObject claims = verifier.authenticate(new TokenCredentials(token))
                    .await()
                    .attributes()
                    .getJsonObject(CLAIMS);
            if (!(claims.getValue("iat") instanceof Number)) {
                throw new IllegalArgumentException("no iat");
            }
            return claims;
        } catch (Exception e) { // await, and the library where a claim has another type than it should
            LOG.info("a token of a provider is refused: {}", e.getMessage());
            throw failed("the provider's token is not valid; is a clock wrong?", e);
        }
    }

    private static CogoException failed(String why, Throwable cause) {
        return new CogoException(ErrorCode.SSO_FAILED, why, cause);
    }
}
