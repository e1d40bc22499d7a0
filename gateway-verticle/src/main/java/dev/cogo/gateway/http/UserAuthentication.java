package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TicketVerifier;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.limits.UserLimits;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The scheme {@code user}: access tokens, for streams also tickets, and as many requests as one user may make. */
final class UserAuthentication extends BearerAuthentication {
    private static final String KEY = "cogo.identity";

    private final TokenVerifier tokens;
    private final TicketVerifier tickets;
    private final UserLimits limits;

    UserAuthentication(TokenVerifier tokens, TicketVerifier tickets, UserLimits limits) {
        this.tokens = tokens;
        this.tickets = tickets;
        this.limits = limits;
    }

    /** Who was let in; null where nobody had to be. */
    static @Nullable Identity of(RoutingContext context) {
        return context.get(KEY);
    }

    @Override
    Future<?> admit(RoutingContext context, String token) {
        return admit(context, tokens.verify(token));
    }

    @Override
    Future<?> admitWithoutToken(RoutingContext context) {
        return ActingFor.of(context)
                .<Future<?>>map(user -> admit(context, Future.succeededFuture(user)))
                .or(() -> EventStreamHandler.ticketOf(context).map(ticket -> admit(context, tickets.redeem(ticket))))
                .orElseGet(() -> super.admitWithoutToken(context));
    }

    private Future<?> admit(RoutingContext context, Future<Identity> found) {
        return found.onSuccess(identity -> context.put(KEY, identity))
                .compose(identity -> limits.spendRequest(identity.userId()));
    }
}
