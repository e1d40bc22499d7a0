package dev.cogo.gateway.mcp;

import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.realtime.bridge.PageOrigins;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Whose pages may call, as MCP demands of servers against DNS rebinding (Streamable HTTP, security warning): a name that
 * anybody may point at this machine makes no page this server's own. A certificate does, and so does an address.
 */
final class CallingPages {
    private final Set<String> listed;
    private final PageOrigins origins;
    private final TrustedProxies proxies;

    CallingPages(Set<String> listed, TrustedProxies proxies) {
        this.listed = Set.copyOf(listed);
        this.origins = new PageOrigins(listed);
        this.proxies = proxies;
    }

    /** Whether a request comes from such a page, or from no page. */
    boolean mayCall(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null
                || listed.contains("*")
                || listed.contains(origin)
                || (origins.mayConnect(request)
                        && (proxies.isEncrypted(request)
                                || isFixed(request.authority().host())));
    }

    private static boolean isFixed(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.startsWith("[")
                || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
