package dev.cogo.gateway.auth.sso;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider as this server is its client: the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1). For one
 * virtual-thread verticle; methods wait, and throw {@code sso_failed} where the provider does not do its part.
 */
final class OpenIdProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private final SsoProvider provider;
    private final String callback;
    private final String groupsClaim;
    private final ProviderCalls calls;
    private final ProviderKeys keys;
    private @Nullable ProviderMetadata known;
    private long knownAt;

    OpenIdProvider(Vertx vertx, ProviderCalls calls, SsoProvider provider, SsoConfig config) {
        this.provider = provider;
        this.callback = config.publicUrl() + "/auth/sso/callback";
        this.groupsClaim = config.groupsClaim();
        this.calls = calls;
        this.keys = new ProviderKeys(vertx, calls, this::metadata, provider.clientId(), config.clockSkew());
    }

    SsoProvider provider() {
        return provider;
    }

    /** Where a browser goes to log in. */
    String authorization(String state, String nonce, String challenge) {
        String endpoint = metadata().authorization();
        return endpoint
                + (endpoint.contains("?") ? "&" : "?")
                + form(MultiMap.caseInsensitiveMultiMap()
                        .add("response_type", "code")
                        .add("client_id", provider.clientId())
                        .add("redirect_uri", callback)
                        .add("scope", "openid email profile")
                        .add("state", state)
                        .add("nonce", nonce)
                        .add("code_challenge", challenge)
                        .add("code_challenge_method", "S256"));
    }

    /** Who has come back with a code. */
    SsoClaims exchange(String code, String verifier, String nonce) {
        ProviderMetadata metadata = metadata();
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "authorization_code")
                .add("code", code)
                .add("redirect_uri", callback)
                .add("code_verifier", verifier);
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/x-www-form-urlencoded"));
        if (metadata.basic() && !provider.clientSecret().isEmpty()) {
            headers.put("authorization", basic());
        } else {
            form.add("client_id", provider.clientId());
            if (!provider.clientSecret().isEmpty()) {
                form.add("client_secret", provider.clientSecret());
            }
        }
        JsonObject answer = calls.post(metadata.token(), headers, Buffer.buffer(form(form)));
        JsonObject claims = keys.verified(String.valueOf(answer.getValue("id_token")));
        checkIdToken(claims, nonce);
        return read(withUserInfo(metadata, claims, answer));
    }

    /** Whose login the provider has ended (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
    Ended ended(String logoutToken) {
        JsonObject claims = keys.verified(logoutToken);
        boolean says = claims.getValue("events") instanceof JsonObject events && events.containsKey(LOGOUT);
        String subject = claims.getValue("sub") instanceof String sub ? sub : null;
        String sid = claims.getValue("sid") instanceof String session ? session : null;
        if (!says || claims.containsKey("nonce") || (subject == null && sid == null)) {
            throw failed("this is no logout token");
        }
        return new Ended(subject, sid);
    }

    /** All logins of a subject, or of a session; at least one is given. */
    record Ended(@Nullable String subject, @Nullable String sid) {}

    // OpenID Connect Core 1.0, section 3.1.3.7, beside what the keys' check has looked at.
    private void checkIdToken(JsonObject claims, String nonce) {
        Object party = claims.getValue("azp");
        boolean severalAudiences = claims.getValue("aud") instanceof JsonArray all && all.size() > 1;
        if (!nonce.equals(claims.getValue("nonce"))
                || !(claims.getValue("exp") instanceof Number)
                || (party != null || severalAudiences) && !provider.clientId().equals(party)) {
            throw failed("the provider's token is not for this login");
        }
    }

    // Many providers put the address there alone.
    private JsonObject withUserInfo(ProviderMetadata metadata, JsonObject claims, JsonObject answer) {
        if (claims.containsKey("email") || metadata.userinfo().isEmpty()) {
            return claims;
        }
        JsonObject more = calls.get(
                metadata.userinfo().get(), Map.of("authorization", "Bearer " + answer.getValue("access_token")));
        if (!String.valueOf(claims.getValue("sub")).equals(more.getValue("sub"))) {
            throw failed("the provider speaks of two people");
        }
        return more.mergeIn(claims);
    }

    private SsoClaims read(JsonObject claims) {
        try {
            return SsoClaims.of(claims, groupsClaim);
        } catch (IllegalArgumentException e) {
            throw failed(String.valueOf(e.getMessage()));
        }
    }

    // A provider that is away for a while is asked again the next time, and what it said before holds.
    private ProviderMetadata metadata() {
        ProviderMetadata before = known;
        if (before != null && System.nanoTime() - knownAt < KNOWN_FOR.toNanos()) {
            return before;
        }
        try {
            String issuer = provider.issuer().toString();
            String base = issuer.endsWith("/") ? issuer : issuer + "/";
            ProviderMetadata found =
                    ProviderMetadata.of(provider, calls.get(base + ".well-known/openid-configuration", Map.of()));
            known = found;
            knownAt = System.nanoTime();
            return found;
        } catch (CogoException e) {
            if (before == null) {
                throw e;
            }
            LOG.warn("the provider {} says nothing of itself now; what it said before holds", provider.name());
            return before;
        }
    }

    // RFC 6749, section 2.3.1: both are encoded as in forms first.
    private String basic() {
        String pair = encoded(provider.clientId()) + ":" + encoded(provider.clientSecret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private static String form(MultiMap fields) {
        return fields.entries().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static CogoException failed(String why) {
        return new CogoException(ErrorCode.SSO_FAILED, why);
    }
}
