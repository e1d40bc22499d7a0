package dev.cogo.gateway.http.filter;

import dev.cogo.runtime.trace.RequestTrace;
import dev.cogo.schema.identity.Ids;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every request an id, or takes the one that a proxy or client has given it when that is harmless in a log, and sends
 * it back. The log's lines about the request have it, on every node; one that the server failed to answer has a line.
 */
public final class RequestIds implements PlatformHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestIds.class);
    private static final int FIRST_SERVER_ERROR = 500;
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
            RequestTrace.of(id, context.request().getHeader("traceparent")).enter();
            context.addEndHandler(end -> log(context));
        }
        context.response().putHeader(HEADER, id);
        context.next();
    }

    // Not the whole path, in which a secret may stand. A probe's answer is told by the check that it is about.
    private static void log(RoutingContext context) {
        int status = context.response().getStatusCode();
        String path = context.normalizedPath();
        String call = context.request().method() + " " + twoSegments(path);
        if (status >= FIRST_SERVER_ERROR && !path.startsWith("/health/")) {
            LOG.info("{} was answered with {}", call, status);
        } else {
            LOG.debug("{} was answered with {}", call, status);
        }
    }

    private static String twoSegments(String path) {
        int second = path.indexOf('/', 1);
        int third = second < 0 ? -1 : path.indexOf('/', second + 1);
        return third < 0 ? path : path.substring(0, third);
    }

    private static String idOf(@Nullable String given) {
        return given != null && HARMLESS.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }

    /** The id of a request; null before it has one. */
    public static @Nullable String of(RoutingContext context) {
        return context.get(KEY);
    }
}
