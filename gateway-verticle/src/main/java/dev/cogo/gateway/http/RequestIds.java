package dev.cogo.gateway.http;

import dev.cogo.schema.identity.Ids;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id, or takes the one that a proxy or client has given it when that is harmless in a log, and sends
 * it back.
 */
public final class RequestIds implements PlatformHandler {
    private static final String HEADER = "X-Request-Id";
    private static final String KEY = "cogo.requestId";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    @Override
    public void handle(RoutingContext context) {
        // A translated request comes by a second time, and stays the same one.
        String id = of(context);
        if (id == null) {
            id = idOf(context.request().getHeader(HEADER));
            context.put(KEY, id);
        }
        context.response().putHeader(HEADER, id);
        context.next();
    }

    private static String idOf(@Nullable String given) {
        return given != null && HARMLESS.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }

    static @Nullable String of(RoutingContext context) {
        return context.get(KEY);
    }
}
