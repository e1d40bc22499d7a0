package dev.cogo.gateway.auth.sso;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a provider says of itself (OpenID Connect Discovery, section 3).
 *
 * @param basic whether the client's secret goes into a header, and not into the form
 */
record ProviderMetadata(
        String issuer, String authorization, String token, Optional<String> userinfo, String keys, boolean basic) {
    private static final String BASIC = "client_secret_basic";

    /** Throws {@code sso_failed} for the document of another issuer, which might lend its name to us. */
    static ProviderMetadata of(SsoProvider provider, JsonObject document) {
        String issuer = text(document, "issuer").orElse("");
        if (!withoutSlash(issuer).equals(withoutSlash(provider.issuer().toString()))) {
            throw failed("the document of " + provider.name() + " is another issuer's");
        }
        // The default, where nothing is said.
        JsonArray methods = document.getValue("token_endpoint_auth_methods_supported") instanceof JsonArray all
                ? all
                : new JsonArray().add(BASIC);
        return new ProviderMetadata(
                issuer,
                required(document, "authorization_endpoint"),
                required(document, "token_endpoint"),
                text(document, "userinfo_endpoint"),
                required(document, "jwks_uri"),
                methods.contains(BASIC));
    }

    private static String required(JsonObject document, String name) {
        return text(document, name).orElseThrow(() -> failed("the provider's document has no " + name));
    }

    private static Optional<String> text(JsonObject document, String name) {
        return document.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static CogoException failed(String why) {
        return new CogoException(ErrorCode.SSO_FAILED, why);
    }
}
