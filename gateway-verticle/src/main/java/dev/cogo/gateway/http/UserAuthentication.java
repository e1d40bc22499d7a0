package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.Identity;
import dev.cogo.gateway.auth.TokenVerifier;
import dev.cogo.gateway.limits.RequestLimits;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The scheme {@code user}: access tokens, and as many requests as one user may make. */
final class UserAuthentication extends BearerAuthentication {
    private static final String KEY = "cogo.identity";

    private final TokenVerifier tokens;
    private final RequestLimits limits;

    UserAuthentication(TokenVerifier tokens, RequestLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** Who was let in; null where nobody had to be. */
    static @Nullable Identity of(RoutingContext context) {
        return context.get(KEY);
    }

    @Override
    Future<?> admit(RoutingContext context, String token) {
        return tokens.verify(token)
                .onSuccess(identity -> context.put(KEY, identity))
                .compose(identity -> limits.spend(identity.userId()));
    }
}
