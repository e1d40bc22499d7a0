package dev.cogo.gateway.realtime.bridge;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TicketVerifier;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Takes the ticket of a WebSocket's URL, before the upgrade: a bad one is refused with an answer, and no connection comes of it.
 * SockJS's {@code info} has the same URL, and leaves the ticket for the connection.
 */
final class TicketGate implements Handler<RoutingContext> {
    private static final String KEY = "cogo.ticketOf";

    private final TicketVerifier tickets;

    TicketGate(TicketVerifier tickets) {
        this.tickets = tickets;
    }

    /** Who came with a ticket. */
    static Optional<Identity> bearerOf(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> given = context.queryParam("ticket");
        if (given.isEmpty() || !request.path().endsWith("/websocket")) {
            context.next();
            return;
        }
        if (given.size() > 1) {
            context.fail(CogoException.invalid("ticket is given twice"));
            return;
        }
        boolean wait = !request.isEnded();
        if (wait) {
            request.pause();
        }
        tickets.redeem(given.getFirst()).onComplete(redeemed -> {
            if (wait) {
                request.resume();
            }
            if (redeemed.succeeded()) {
                context.put(KEY, redeemed.result());
                context.next();
            } else {
                context.fail(redeemed.cause());
            }
        });
    }
}
