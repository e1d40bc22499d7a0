package dev.cogo.gateway.http;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Locale;

/**
 * Refuses forms before their body is read: no operation takes one, and the body handler would parse them, with failures of
 * its own. It also keeps out what a page of another site can send without asking first (Fetch Standard, CORS-safelisted
 * request headers).
 */
public final class NoForms implements PlatformHandler {
    @Override
    public void handle(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String lower = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("multipart/") || lower.startsWith("application/x-www-form-urlencoded")) {
            context.fail(new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"));
        } else {
            context.next();
        }
    }
}
