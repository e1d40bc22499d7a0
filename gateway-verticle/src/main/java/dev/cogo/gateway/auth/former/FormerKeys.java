package dev.cogo.gateway.auth.former;

import dev.cogo.gateway.auth.sso.ProviderCalls;
import dev.cogo.gateway.auth.token.UnverifiedToken;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks signatures of the former project. A secret checks tokens of HS256 and nothing else, and public keys check all others: none of
 * them is ever a secret. For one virtual-thread verticle.
 */
final class FormerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FormerKeys.class);
    private static final String SECRET_ALGORITHM = "HS256";
    private static final String CLAIMS = "accessToken";
    // Keys that the project has put out of use are believed for so long.
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);
    // Whoever sends made-up tokens makes us ask this often at most.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ProviderCalls calls;
    private final Optional<JWTAuth> secret;
    private final Optional<URI> url;
    private @Nullable JWTAuth fetched;
    private @Nullable CogoException unreachable;
    private long askedAt;

    FormerKeys(Vertx vertx, FormerProject project) {
        this.vertx = vertx;
        this.calls = new ProviderCalls(vertx);
        this.url = project.keys();
        this.secret = project.secret()
                .map(text -> JWTAuth.create(
                        vertx,
                        rules().addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm(SECRET_ALGORITHM)
                                .setBuffer(text))));
    }

    private static JWTAuthOptions rules() {
        // Expiry is looked at by who asks, to tell it from forgery.
        return new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
    }

    /** The claims of a token that the project has signed; {@code invalid_token}, {@code unavailable} while its keys can't be read. */
    JsonObject verified(String token) {
        if (SECRET_ALGORITHM.equals(algorithm(token))) {
            return secret.map(keys -> claims(keys, token)).orElseThrow(() -> invalid(null));
        }
        JWTAuth keys = url.map(this::keys).orElseThrow(() -> invalid(null));
        try {
            return claims(keys, token);
        } catch (CogoException wrong) {
            if (!(wrong.getCause() instanceof NoSuchKeyIdException) || isAsked(PAUSE)) {
                throw wrong;
            }
            return claims(url.map(this::fetch).orElse(keys), token);
        }
    }

    private static String algorithm(String token) {
        try {
            return String.valueOf(UnverifiedToken.of(token).header().getValue("alg"));
        } catch (RuntimeException e) {
            throw invalid(e);
        }
    }

    private boolean isAsked(Duration ago) {
        return System.nanoTime() - askedAt < ago.toNanos();
    }

    private JWTAuth keys(URI from) {
        JWTAuth known = fetched;
        if (known != null) {
            return isAsked(KNOWN_FOR) ? known : fetch(from);
        }
        CogoException before = unreachable;
        if (before != null && isAsked(PAUSE)) {
            throw before;
        }
        return fetch(from);
    }

    // A project that is away for a while is asked again the next time, and what it said before holds.
    private JWTAuth fetch(URI from) {
        askedAt = System.nanoTime();
        try {
            JWTAuthOptions options = rules();
            calls.keys(from.toString()).forEach(options::addJwk);
            JWTAuth made = JWTAuth.create(vertx, options);
            fetched = made;
            return made;
        } catch (CogoException e) {
            JWTAuth known = fetched;
            if (known == null) {
                CogoException away = new CogoException(
                        ErrorCode.UNAVAILABLE, "the keys of the former project can't be read now, try again", e);
                unreachable = away;
                throw away;
            }
            LOG.warn("the former project does not say its keys now; what it said before holds");
            return known;
        }
    }

    private static JsonObject claims(JWTAuth keys, String token) {
        try {
            return keys.authenticate(new TokenCredentials(token))
                    .await()
                    .attributes()
                    .getJsonObject(CLAIMS);
        } catch (Exception e) { // await, and the library where a claim has another type than it should
            throw invalid(e);
        }
    }

    static CogoException invalid(@Nullable Throwable cause) {
        return new CogoException(ErrorCode.INVALID_TOKEN, "the access token is not valid", cause);
    }
}
