package dev.cogo.gateway.realtime.bridge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may open a WebSocket. Browsers let any page open one to anywhere, so the page's origin is checked here (RFC 6455,
 * section 10.2). Thread-safe.
 */
public final class PageOrigins {
    private final Set<String> origins;

    /** @param origins whose pages may connect, beside those that this server serves; {@code *} for all */
    public PageOrigins(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Whether a request comes from such a page, or from no page. */
    public boolean mayConnect(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        // Programs that are no browser send none, and could send any.
        return origin == null
                || origins.contains("*")
                || origins.contains(origin)
                || isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }

    /** Whether the page came from this server. Its scheme may differ: TLS often ends at a proxy. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            URI page = URI.create(origin);
            String authority = page.getRawAuthority();
            // Browsers leave the scheme's own port out of both, other clients out of neither.
            String usualPort = "http".equalsIgnoreCase(page.getScheme()) ? ":80" : ":443";
            return authority != null
                    && (authority.equalsIgnoreCase(host) || (authority + usualPort).equalsIgnoreCase(host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
