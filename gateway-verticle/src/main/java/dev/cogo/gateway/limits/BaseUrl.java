package dev.cogo.gateway.limits;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/** Where a client has reached this server: what we make for it leads there again. */
public final class BaseUrl {
    private BaseUrl() {}

    public static String of(HttpServerRequest request, TrustedProxies proxies) {
        boolean tls = proxies.isEncrypted(request);
        HostAndPort authority = request.authority();
        if (authority == null) {
            throw CogoException.invalid("the header Host is missing");
        }
        int usual = tls ? 443 : 80;
        int port = authority.port();
        return (tls ? "https://" : "http://") + authority.host() + (port <= 0 || port == usual ? "" : ":" + port);
    }
}
