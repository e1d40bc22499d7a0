package dev.cogo.gateway.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LoginFamily;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Signs and checks access tokens: JWTs (RFC 7519) signed with ES256. Only ES256 keys are ever given to the verifier, and a
 * token's {@code alg} picks among keys of that algorithm: {@code none} and a public key used as an HMAC secret find none.
 * One for a node; thread-safe.
 */
public final class AccessTokens implements TokenVerifier {
    private static final String ISSUER = "cogo";
    // Names and metadata at their longest make a token of 5 KB.
    private static final int MAX_LENGTH = 6 * 1024;
    private static final int MAX_ENDED = 100_000;
    private static final String AUDIENCE = "authenticated";
    private static final String SERVICE = "service_role";
    private static final Duration SERVICE_LIFE = Duration.ofMinutes(1);
    // Clocks of nodes differ a little; exp is not to be missed by a node that runs ahead.
    private static final Duration LEEWAY = Duration.ofSeconds(10);
    // However many tokens with made-up kids come in, the directory is read this often at most.
    private static final long RELOAD_PAUSE_MS = 2_000;
    // Checking a signature took two thirds of a request's computing. A token says the same each time: about 1 KB each.
    private static final int MAX_VERIFIED = 10_000;
    /** Whether an operator has made them one, and not the configuration. */
    private static final String MADE_OPERATOR = "made_operator";

    /** Where the claims stand in a {@link User} of vertx-auth-jwt. */
    private static final String CLAIMS = "accessToken";

    private final Vertx vertx;
    private final SigningKeys keys;
    private final Duration life;
    private final Set<String> operatorEmails;
    private final InstantSource clock;
    private final FormerTokens former;
    private final AtomicLong lastReload = new AtomicLong(Long.MIN_VALUE);
    private final Cache<UUID, Boolean> endedLogins;
    private volatile Providers providers;

    /**
     * @param life how long a token is good for
     * @param operatorEmails who may be an operator
     * @param clock the same time on all nodes that take these tokens
     * @param former those of the system before, which are taken like ours
     */
    public AccessTokens(
            Vertx vertx,
            SigningKeys keys,
            Duration life,
            Set<String> operatorEmails,
            InstantSource clock,
            FormerTokens former) {
        this.vertx = vertx;
        this.keys = keys;
        this.life = life;
        this.operatorEmails = operatorEmails;
        this.clock = clock;
        this.former = former;
        this.endedLogins = Caffeine.newBuilder()
                .maximumSize(MAX_ENDED)
                .expireAfterWrite(life.plus(LEEWAY))
                .build();
        this.providers = makeProviders(keys.newestFirst());
    }

    // The library picks any of several signing keys at random, so the signer has just one. What was verified with these
    // keys is kept, and forgotten with them.
    private record Providers(
            List<SigningKey> keys, JWTAuth signer, JWTAuth verifier, Cache<String, Identity> verified) {}

    @Override
    public Future<Identity> verify(String bearerToken) {
        return verifySignature(bearerToken)
                .compose(identity -> endedLogins.getIfPresent(identity.familyId()) == null
                        ? Future.succeededFuture(identity)
                        : Future.failedFuture(new CogoException(
                                ErrorCode.INVALID_TOKEN, "the login of this access token has ended; log in again")));
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** Like {@link #verify}, also for a login that has ended: for callers who look that up in the database. */
    public Future<Identity> verifySignature(String bearerToken) {
        if (bearerToken.length() > MAX_LENGTH) {
            return Future.failedFuture(invalid());
        }
        Identity known = providers.verified().getIfPresent(bearerToken);
        if (known != null) {
            return unexpired(known);
        }
        return former.find(bearerToken, ISSUER)
                .map(found -> found.compose(this::unexpired))
                .orElseGet(() -> verifyAnew(bearerToken));
    }

    private Future<Identity> verifyAnew(String bearerToken) {
        // Remembered with the keys as they were before: a key that goes meanwhile takes this with it.
        Cache<String, Identity> verified = providers.verified();
        return authenticate(bearerToken)
                .recover(failure -> failure instanceof NoSuchKeyIdException
                        ? reload().compose(
                                        changed -> changed ? authenticate(bearerToken) : Future.failedFuture(failure))
                        : Future.failedFuture(failure))
                .transform((user, failure) -> failure == null ? identity(user) : Future.failedFuture(invalid()))
                .onSuccess(identity -> verified.put(bearerToken, identity));
    }

    /** Whether this node has heard lately that a login has ended. */
    boolean hasEnded(UUID login) {
        return endedLogins.getIfPresent(login) != null;
    }

    /** Refuses the tokens of these logins from now on, for as long as any can be valid. */
    public void endLogins(List<UUID> families) {
        families.forEach(family -> endedLogins.put(family, true));
    }

    /**
     * A token for an account, signed with the newest key. Beside our own claims it has those that clients of Supabase look
     * for; nobody but them needs any of these.
     */
    public String issue(Profile profile, LoginFamily login, Instant issuedAt, Instant expiresAt) {
        Account account = profile.account();
        String email = account.email() == null ? "" : account.email();
        long now = issuedAt.getEpochSecond();
        JsonObject claims = new JsonObject()
                .put("iss", ISSUER)
                .put("sub", account.id().toString())
                .put("iat", now)
                .put("exp", expiresAt.getEpochSecond())
                .put("jti", Ids.next().toString())
                .put("sid", login.id().toString())
                .put("email", email)
                .put("name", account.displayName())
                .put("operator", account.operator())
                .put("aud", AUDIENCE)
                .put("role", AUDIENCE)
                .put("phone", "")
                .put("app_metadata", profile.appMetadata())
                .put("user_metadata", profile.shownMetadata())
                .put("aal", "aal1")
                .put(
                        "amr",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("method", login.method().wireName())
                                        .put("timestamp", login.beganAt().getEpochSecond())))
                .put("session_id", login.id().toString())
                .put("is_anonymous", profile.anonymous());
        if (profile.madeOperator()) {
            claims.put(MADE_OPERATOR, true);
        }
        return providers.signer().generateToken(claims, new JWTOptions().setAlgorithm(SigningKey.ALGORITHM));
    }

    /**
     * A token that says to another server, which knows our public keys, that a server of ours calls. It is nobody's login: our own doors
     * take none of its role.
     */
    public String issueForService() {
        long now = now().getEpochSecond();
        JsonObject claims = new JsonObject()
                .put("iss", ISSUER)
                .put("role", SERVICE)
                .put("iat", now)
                .put("exp", now + SERVICE_LIFE.toSeconds());
        return providers.signer().generateToken(claims, new JWTOptions().setAlgorithm(SigningKey.ALGORITHM));
    }

    /** The public keys as a JWK Set (RFC 7517, section 5). */
    public JsonObject jwks() {
        JsonArray set = new JsonArray();
        providers.keys().forEach(key -> set.add(key.publicJwk()));
        return new JsonObject().put("keys", set);
    }

    /** Reads the keys again, off the event loop; true when they have changed. */
    public Future<Boolean> reloadKeys() {
        return vertx.executeBlocking(keys::reload).map(changed -> {
            // Not by what reload said: another reader of the same keys may have seen the change first.
            List<SigningKey> found = keys.newestFirst();
            boolean news = !providers.keys().equals(found);
            if (news) {
                providers = makeProviders(found);
            }
            return news;
        });
    }

    private Future<Boolean> reload() {
        long now = System.nanoTime() / 1_000_000;
        long last = lastReload.get();
        boolean due = last == Long.MIN_VALUE || now - last > RELOAD_PAUSE_MS;
        return due && lastReload.compareAndSet(last, now) ? reloadKeys() : Future.succeededFuture(false);
    }

    private Future<User> authenticate(String token) {
        try {
            return providers.verifier().authenticate(new TokenCredentials(token));
        } catch (RuntimeException e) {
            // The library throws where a claim has another type than it should.
            return Future.failedFuture(e);
        }
    }

    private Future<Identity> identity(User user) {
        JsonObject claims = user.attributes().getJsonObject(CLAIMS);
        try {
            checkPurpose(claims);
            Instant expiresAt = Instant.ofEpochSecond(claims.getLong("exp"));
            String email = claims.getString("email");
            return unexpired(new Identity(
                    Ids.parse(claims.getString("sub"), "sub"),
                    email,
                    claims.getString("name"),
                    // Whoever is struck from the configuration is no operator, whatever an older token says.
                    claims.getBoolean("operator")
                            && (claims.getBoolean(MADE_OPERATOR, false) || operatorEmails.contains(email)),
                    expiresAt,
                    Ids.parse(claims.getString("sid"), "sid")));
        } catch (RuntimeException e) {
            // Signed by us, but not one of these tokens.
            return Future.failedFuture(invalid());
        }
    }

    // What is not there is not asked for, but what is there must not speak of something else (RFC 7519, section 4.1).
    private void checkPurpose(JsonObject claims) {
        Object audience = claims.getValue("aud", AUDIENCE);
        boolean forUs = audience instanceof JsonArray all ? all.contains(AUDIENCE) : audience.equals(AUDIENCE);
        long soon = now().plus(LEEWAY).getEpochSecond();
        long issuedAt = claims.getLong("iat");
        if (!forUs
                || !claims.getValue("role", AUDIENCE).equals(AUDIENCE)
                || claims.getLong("nbf", 0L) > soon
                // Nodes' clocks may differ by more than the leeway, and what they issue is still theirs.
                || issuedAt > Math.max(soon, claims.getLong("exp"))) {
            throw new IllegalArgumentException("a token for another purpose");
        }
    }

    private Future<Identity> unexpired(Identity identity) {
        return now().isAfter(identity.expiresAt().plus(LEEWAY))
                ? Future.failedFuture(
                        new CogoException(ErrorCode.TOKEN_EXPIRED, "the access token has expired; refresh it"))
                : Future.succeededFuture(identity);
    }

    private Providers makeProviders(List<SigningKey> newestFirst) {
        JWTAuthOptions all = new JWTAuthOptions()
                // Expiry is checked here, to tell it from forgery.
                .setJWTOptions(new JWTOptions().setIssuer(ISSUER).setIgnoreExpiration(true));
        newestFirst.forEach(key -> all.addJwk(key.publicJwk()));
        JWTAuthOptions newest =
                new JWTAuthOptions().addJwk(newestFirst.getFirst().privateJwk());
        Cache<String, Identity> verified = Caffeine.newBuilder()
                .maximumSize(MAX_VERIFIED)
                .expireAfterWrite(life)
                .build();
        return new Providers(newestFirst, JWTAuth.create(vertx, newest), JWTAuth.create(vertx, all), verified);
    }

    private static CogoException invalid() {
        return new CogoException(ErrorCode.INVALID_TOKEN, "the access token is not valid");
    }
}
