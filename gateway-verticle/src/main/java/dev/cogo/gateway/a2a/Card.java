package dev.cogo.gateway.a2a;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An agent card as it is served (section 8.6).
 *
 * @param changedAt when its agent was changed last; null if nobody knows
 * @param open whether everybody may see it, so that caches may keep it for all
 */
record Card(JsonObject json, @Nullable Instant changedAt, boolean open) {
    private static final int MAX_AGE_SECONDS = 300;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Answers a request for it; with 304 when the client has this one. */
    void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        Buffer body = json.toBuffer();
        String tag = tag(body);
        response.putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, (open ? "public" : "private") + ", max-age=" + MAX_AGE_SECONDS);
        if (!open) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        }
        if (changedAt != null) {
            response.putHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(changedAt));
        }
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, A2aDoor.JSON).end(body);
        }
    }

    private static String tag(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return "\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 22) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
