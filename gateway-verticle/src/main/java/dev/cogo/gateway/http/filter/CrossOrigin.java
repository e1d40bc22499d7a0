package dev.cogo.gateway.http.filter;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of the listed origins call the API from a browser (Fetch Standard, CORS protocol). Credentials stay off: tokens
 * travel in a header that the page sets itself. Requests of other origins are answered without the headers, and it is the
 * browser that keeps the answer from the page; refusing them here would refuse the console's own, which carry an origin too.
 */
public final class CrossOrigin implements SecurityPolicyHandler {
    private static final int MAX_AGE_SECONDS = 3600;
    // Those of Mcp are for pages that speak MCP; from apikey on it is what supabase-js sends, and what pages with the
    // AI SDK say.
    private static final Set<String> REQUEST_HEADERS = Set.of(
            "Authorization",
            "Content-Type",
            "Accept-Language",
            "Last-Event-ID",
            "X-Request-Id",
            "Mcp-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            "apikey",
            "X-Client-Info",
            "X-Supabase-Api-Version",
            "X-Region",
            "X-Retry-Count",
            "X-AI-SDK-Version",
            "Prefer",
            "Accept-Profile",
            "Content-Profile",
            "Range",
            "Range-Unit",
            "traceparent",
            "tracestate",
            "baggage");
    // It reads no error code from an answer whose version it does not see.
    private static final Set<String> RESPONSE_HEADERS = Set.of(
            "Retry-After",
            "X-Request-Id",
            "WWW-Authenticate",
            "X-Supabase-Api-Version",
            "x-sb-error-code",
            "Content-Range",
            "Preference-Applied");

    private final Set<String> origins;
    private final CorsHandler allowed;

    public CrossOrigin(Set<String> origins) {
        this.origins = origins;
        CorsHandler handler = CorsHandler.create();
        if (!origins.contains("*")) {
            handler.addOrigins(List.copyOf(origins));
        }
        this.allowed = handler.allowedMethods(Set.of(
                        HttpMethod.GET,
                        HttpMethod.POST,
                        HttpMethod.PUT,
                        HttpMethod.PATCH,
                        HttpMethod.DELETE,
                        HttpMethod.OPTIONS))
                .allowedHeaders(REQUEST_HEADERS)
                .exposedHeaders(RESPONSE_HEADERS)
                .maxAgeSeconds(MAX_AGE_SECONDS);
    }

    @Override
    public void handle(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origins.contains("*") || (origin != null && origins.contains(origin))) {
            allowed.handle(context);
            return;
        }
        if (!origins.isEmpty()) {
            // A cache must not hand this answer, without the headers, to a page that would get them.
            context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        context.next();
    }
}
