package dev.cogo.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What a client of another door asked for, in the words of the API. The API's own route answers it, so that login, limits,
 * the document's check and figures are the same at every door, and are written once.
 *
 * @param uri path and query, encoded; the path begins as one of the API's
 * @param body takes the place of the body that came; null to take that one as it is
 */
public record TranslatedRequest(
        HttpMethod method, String uri, @Nullable JsonObject body) {
    private static final String BODY = "cogo.translatedBody";

    /**
     * Hands the request over to the API's route. Nothing may have asked for {@code context.queryParams()} before: Vert.x
     * keeps what it read of the old address.
     */
    public void answer(RoutingContext context) {
        context.put(BODY, body);
        context.reroute(method, uri);
    }

    /** The body of a translated request; null when there is none, or the request is as it came. */
    static @Nullable JsonObject bodyOf(RoutingContext context) {
        return context.get(BODY);
    }
}
