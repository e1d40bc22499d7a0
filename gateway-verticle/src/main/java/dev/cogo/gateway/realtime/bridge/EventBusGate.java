package dev.cogo.gateway.realtime.bridge;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may knock at {@code /eventbus/*}, and where. Browsers let any page open a WebSocket to anywhere, and SockJS answers all of
 * them, so the page's origin is checked here (RFC 6455, section 10.2). SockJS's {@code info} and its transports are let through,
 * its iframes are not: they load a script from a foreign host, and only browsers without CORS need them.
 */
final class EventBusGate implements Handler<RoutingContext> {
    private static final Set<String> OPEN = Set.of("websocket", "info", "xhr_send", "jsonp_send");
    /** Answers that SockJS ends by closing the connection, which has to be said for clients that would use it again. */
    private static final Set<String> OPEN_ONCE = Set.of("xhr", "xhr_streaming", "eventsource", "htmlfile", "jsonp");
    /** A page in a frame of the page that uses it, and its script is written into it piece by piece. */
    private static final String FRAMED_PAGE = "htmlfile";

    private static final String MAY_BE_FRAMED =
            "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'self'";

    private final PageOrigins origins;

    EventBusGate(Set<String> origins) {
        this.origins = new PageOrigins(origins);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        String page = path.substring(path.lastIndexOf('/') + 1);
        if (!OPEN.contains(page) && !OPEN_ONCE.contains(page)) {
            context.fail(404, new CogoException(ErrorCode.NOT_FOUND, "there is nothing here"));
        } else if (!origins.mayConnect(request)) {
            context.fail(403, new CogoException(ErrorCode.FORBIDDEN, "pages of this origin may not connect"));
        } else {
            mark(context.response(), page);
            allow(context.response(), request.getHeader(HttpHeaders.ORIGIN));
            context.next();
        }
    }

    private static void mark(HttpServerResponse response, String page) {
        if (OPEN_ONCE.contains(page)) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (page.equals(FRAMED_PAGE)) {
            response.putHeader("Content-Security-Policy", MAY_BE_FRAMED);
            response.putHeader("X-Frame-Options", "SAMEORIGIN");
        }
    }

    /**
     * SockJS's client asks with credentials whatever it is for, and to those a browser gives only an answer that names its origin
     * and allows them (Fetch Standard, section 3.3.5). There are none here: tokens travel in the frames.
     */
    private static void allow(HttpServerResponse response, @Nullable String origin) {
        if (origin != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }
}
