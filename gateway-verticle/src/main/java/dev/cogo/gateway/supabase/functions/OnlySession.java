package dev.cogo.gateway.supabase.functions;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * The session that is meant when a client names none, as the seed's client does: the caller's only one. Of several none is
 * guessed: a message in the wrong session would be read by the wrong people.
 */
final class OnlySession {
    private final TokenVerifier tokens;
    private final UserLimits limits;
    private final Bus bus;

    OnlySession(TokenVerifier tokens, UserLimits limits, Bus bus) {
        this.tokens = tokens;
        this.limits = limits;
        this.bus = bus;
    }

    /** Fails with {@code invalid_request} when the bearer of the token has no session, or several. */
    Future<UUID> of(String token) {
        return tokens.verify(token).compose(this::of);
    }

    /** The same for somebody who is known. */
    Future<UUID> of(Identity user) {
        return Future.succeededFuture(user)
                .compose(identity -> limits.spendRequest(identity.userId())
                        .compose(spent -> bus.<SessionPage>request(
                                Address.SESSION_LIST, new ListSessions(identity.userId(), 2, null), new Cost())))
                .map(page -> {
                    if (page.items().size() != 1) {
                        throw CogoException.invalid("sessionId is missing, and you are in "
                                + (page.items().isEmpty() ? "no session" : "several sessions"));
                    }
                    return page.items().getFirst().id();
                });
    }
}
