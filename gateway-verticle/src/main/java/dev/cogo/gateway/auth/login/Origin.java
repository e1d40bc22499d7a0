package dev.cogo.gateway.auth.login;

import dev.cogo.gateway.limits.ClientAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as it is kept with a login and in the security log.
 *
 * @param userAgent what the client says it is: printable ASCII of at most {@link #MAX_USER_AGENT} characters; null when it says
 *     nothing
 */
public record Origin(ClientAddress address, @Nullable String userAgent) {
    private static final int MAX_USER_AGENT = 200;

    public Origin {
        userAgent = printable(userAgent);
    }

    public static Origin of(HttpServerRequest request, ClientAddress address) {
        return new Origin(address, request.getHeader(HttpHeaders.USER_AGENT));
    }

    private static @Nullable String printable(@Nullable String header) {
        if (header == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        header.chars().filter(c -> c >= ' ' && c <= '~').limit(MAX_USER_AGENT).forEach(c -> kept.append((char) c));
        return kept.toString().isBlank() ? null : kept.toString();
    }
}
