package dev.cogo.gateway.http;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
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

    /** A request with a body. */
    public static TranslatedRequest post(String path, JsonObject fields) {
        return new TranslatedRequest(HttpMethod.POST, path, fields);
    }

    /**
     * A request whose fields are parameters of the query.
     *
     * @throws CogoException {@code invalid_request} for a field that has no place in an address
     */
    public static TranslatedRequest get(String path, JsonObject fields) {
        String query = fields.stream()
                .map(field -> encoded(field.getKey()) + "=" + inPath(field.getKey(), field.getValue()))
                .collect(Collectors.joining("&"));
        return new TranslatedRequest(HttpMethod.GET, query.isEmpty() ? path : path + "?" + query, null);
    }

    /**
     * A field's value as a segment of a path, encoded.
     *
     * @throws CogoException {@code invalid_request} for one that has no place there
     */
    public static String inPath(String name, @Nullable Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            if (!text.isEmpty()) {
                return encoded(text);
            }
        }
        throw CogoException.invalid(name + " must be a text or a number, and not empty");
    }

    // Form encoding, as URLEncoder does it, writes a space as "+", which in a path is a plus.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

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
