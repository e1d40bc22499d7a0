package dev.cogo.gateway.realtime.hub;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The requests of one SockJS session take turns, whichever event loops their connections are on. Vert.x sends a session's opening
 * before it notes that it did (5.0.12, {@code SockJSSession#register}), so a client's next poll on another event loop could open
 * the session a second time, and what its first socket had received was lost. One for a node. Thread-safe.
 */
public final class SockJsSessionLock implements Handler<RoutingContext> {
    /** The path parameter that names the session. */
    public static final String SESSION = "session";

    /** Whose requests are being handled at this moment: as many as there are event loops at most. */
    private final ConcurrentMap<String, Promise<Void>> running = new ConcurrentHashMap<>();

    /** For routes with a parameter {@value #SESSION}; what comes after it is done when it returns. */
    @Override
    public void handle(RoutingContext request) {
        String session = request.pathParam(SESSION);
        Promise<Void> turn = Promise.promise();
        Promise<Void> other = running.putIfAbsent(session, turn);
        if (other != null) {
            Context here = request.vertx().getOrCreateContext();
            other.future().onComplete(over -> here.runOnContext(go -> handle(request)));
            return;
        }
        try {
            request.next();
        } finally {
            running.remove(session);
            turn.complete();
        }
    }
}
