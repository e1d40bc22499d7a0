package dev.cogo.gateway.http.filter;

import dev.cogo.gateway.limits.TrustedProxies;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.regex.Pattern;

/** What browsers are to forbid themselves. An answer of the API is nothing to render; the console may do what it needs. */
public final class SecurityHeaders implements SecurityPolicyHandler {
    /** The cache control of what belongs to one user, and to one moment. */
    public static final String NO_STORE = "no-store";

    public static final String CSP = "Content-Security-Policy";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:]+](:[0-9]{1,5})?");

    private final TrustedProxies proxies;

    public SecurityHeaders(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set(CSP, NOTHING);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (proxies.isEncrypted(context.request())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }

    /**
     * The policy of the console: everything from here and nothing from elsewhere. WebSockets are named, because to older
     * browsers {@code 'self'} means http only.
     *
     * @param styles whether elements may bring styles of their own, as what renders the API's documents does
     */
    public static String forConsole(HttpServerRequest request, boolean styles) {
        String host = request.getHeader("Host");
        String sockets = host != null && HOST.matcher(host).matches() ? " ws://" + host + " wss://" + host : "";
        return "default-src 'self'; connect-src 'self'" + sockets
                + (styles ? "; style-src 'self' 'unsafe-inline'" : "")
                + "; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }
}
