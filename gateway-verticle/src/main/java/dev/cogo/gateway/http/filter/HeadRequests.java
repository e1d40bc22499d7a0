package dev.cogo.gateway.http.filter;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Set;

/**
 * Answers HEAD as GET, without the content, which is never written out to such a request (RFC 9110, section 9.3.2). Mount it
 * before all else.
 */
public final class HeadRequests implements PlatformHandler {
    private static final String KEY = "cogo.head";
    /** SockJS has streams of its own under GET; its one document is this. */
    private static final String SOCKJS = "/eventbus/";

    private static final String SOCKJS_INFO = SOCKJS + "info";

    private final Set<String> firstSegments;

    /** @param firstSegments of the paths that are meant; files have a HEAD of their own */
    public HeadRequests(Set<String> firstSegments) {
        this.firstSegments = Set.copyOf(firstSegments);
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (HttpMethod.HEAD.equals(context.request().method())
                && firstSegments.contains(path.split("/", 3)[1])
                && (!path.startsWith(SOCKJS) || path.equals(SOCKJS_INFO))) {
            context.put(KEY, true);
            context.reroute(HttpMethod.GET, context.request().uri());
        } else {
            context.next();
        }
    }

    /** Whether nothing of the answer but its head goes out. */
    public static boolean is(RoutingContext context) {
        return context.get(KEY, false);
    }
}
