package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.function.Function;

/**
 * Tells who bears an access token or a token of a service user. Whoever asks this looks at {@link Identity#require scopes}; doors
 * that don't, ask {@link AccessTokens} and so take logins alone. Thread-safe.
 */
public final class BearerTokens implements TokenVerifier {
    private final AccessTokens access;
    private final ApiTokenForm form;
    private final TokenLookups lookups;

    /** @param lookUp finds out who bears a token that this system has made */
    public BearerTokens(
            Vertx vertx, AccessTokens access, ApiTokenForm form, Function<String, Future<Identity>> lookUp) {
        this.access = access;
        this.form = form;
        this.lookups = new TokenLookups(vertx, lookUp);
    }

    @Override
    public Future<Identity> verify(String bearerToken) {
        if (!ApiTokenForm.isMeant(bearerToken)) {
            return access.verify(bearerToken);
        } else if (!form.isOurs(bearerToken)) {
            return Future.failedFuture(ApiTokens.invalid());
        }
        return lookups.find(bearerToken).compose(this::stillGood);
    }

    private Future<Identity> stillGood(Identity identity) {
        if (access.hasEnded(identity.familyId())) {
            return Future.failedFuture(ApiTokens.invalid());
        }
        return now().isAfter(identity.expiresAt())
                ? Future.failedFuture(new CogoException(ErrorCode.TOKEN_EXPIRED, "the token has expired"))
                : Future.succeededFuture(identity);
    }

    @Override
    public Instant now() {
        return access.now();
    }
}
