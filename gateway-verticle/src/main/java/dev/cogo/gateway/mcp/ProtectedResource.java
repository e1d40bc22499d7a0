package dev.cogo.gateway.mcp;

import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.limits.TrustedProxies;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/**
 * The document of RFC 9728 that says what tokens the door takes, and the header that points to it. It names no authorization
 * server: tokens come from the login of this server, or from its operators.
 */
final class ProtectedResource {
    static final String PATH = "/.well-known/oauth-protected-resource" + McpDoor.PATH;

    private static final String CACHE = "public, max-age=300";

    private final TrustedProxies proxies;

    ProtectedResource(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    void answer(RoutingContext context) {
        String here = here(context.request());
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHE)
                .putHeader(HttpHeaders.VARY, HttpHeaders.HOST)
                .end(new JsonObject()
                        .put("resource", here + McpDoor.PATH)
                        .put("resource_name", "Cogo Chat")
                        .put("resource_documentation", here + "/docs/")
                        .put("bearer_methods_supported", new JsonArray().add("header"))
                        .put(
                                "scopes_supported",
                                new JsonArray(Arrays.stream(Scope.values())
                                        .filter(scope -> scope != Scope.ACCOUNT)
                                        .map(Scope::wireName)
                                        .toList()))
                        .toBuffer());
    }

    /**
     * The value of {@code WWW-Authenticate} (section 5.1).
     *
     * @param presented whether there was a token, which was no good
     */
    String challenge(HttpServerRequest request, boolean presented) {
        return "Bearer realm=\"cogo\", " + (presented ? "error=\"invalid_token\", " : "") + "resource_metadata=\""
                + here(request) + PATH + "\"";
    }

    // As the client sees it; a Host that is none was refused before.
    private String here(HttpServerRequest request) {
        return (proxies.isEncrypted(request) ? "https://" : "http://") + request.authority();
    }
}
