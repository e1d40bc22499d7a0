package dev.cogo.gateway.auth.sso;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider of OpenID Connect, as it is configured.
 *
 * @param name in addresses and for people
 * @param issuer as the provider calls itself
 * @param clientSecret empty for a client without one
 * @param operators the group whose members are operators; empty when the provider does not say who is one
 * @param registers whether its users get an account whatever {@code REGISTRATION} says
 */
public record SsoProvider(
        String name, URI issuer, String clientId, String clientSecret, Optional<String> operators, boolean registers) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    /** Paths beside the providers'. */
    private static final Set<String> TAKEN = Set.of("callback", "token");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public SsoProvider {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new IllegalArgumentException(
                    "a provider's name has 1 to 32 of a-z, 0-9 and -, and is not callback or token: " + name);
        }
        boolean secure = "https".equals(issuer.getScheme())
                || ("http".equals(issuer.getScheme()) && LOOPBACK.contains(String.valueOf(issuer.getHost())));
        if (!secure || issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException("the issuer of " + name + " must be an https:// URL without a query");
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("SSO_CLIENTS has no client of " + name);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SsoProvider[" + name + " " + issuer + "]";
    }
}
