package dev.cogo.gateway.http.filter;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends connections whose client does not come to the point: the server's idle timeout does not see one that sends a byte now and
 * then ("slowloris"), and each takes memory and a file descriptor. Mount it before all that waits for bodies. Of one event loop.
 */
public final class SlowRequests implements PlatformHandler {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 1024 * 1024;

    private final Vertx vertx;
    private final Duration head;
    private final Duration body;
    /** Connections without a request yet, with their timers. */
    private final Map<HttpConnection, Long> silent = new HashMap<>();

    public SlowRequests(Vertx vertx) {
        this(vertx, Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    /**
     * @param head from the connection to the end of the first request's head. Later ones have the server's idle timeout
     * @param body from a request's head to the end of its body
     */
    SlowRequests(Vertx vertx, Duration head, Duration body) {
        this.vertx = vertx;
        this.head = head;
        this.body = body;
    }

    /** To be told of each new connection. */
    public void opened(HttpConnection connection) {
        silent.put(connection, vertx.setTimer(head.toMillis(), late -> connection.close()));
        connection.closeHandler(closed -> spoke(connection));
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        spoke(request.connection());
        // What is upgraded to a WebSocket never counts as ended, so look for a body first.
        if (hasBody(request) && !request.isEnded()) {
            long timer = vertx.setTimer(body.toMillis(), late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
            context.addEndHandler(answered -> {
                vertx.cancelTimer(timer);
                if (!request.isEnded()) {
                    linger(request);
                }
            });
        }
        context.next();
    }

    // It was refused unread. The client gets the time to read why, and not to send it all.
    private void linger(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        long read = request.bytesRead();
        request.handler(more -> {
            if (request.bytesRead() - read > LINGER_BYTES) {
                connection.close();
            }
        });
        vertx.setTimer(Math.min(LINGER.toMillis(), body.toMillis()), late -> {
            if (!request.isEnded()) {
                connection.close();
            }
        });
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private void spoke(HttpConnection connection) {
        Long timer = silent.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
