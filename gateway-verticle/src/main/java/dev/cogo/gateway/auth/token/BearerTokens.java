package dev.cogo.gateway.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Tells who bears an access token or a token of a service user. Whoever asks this looks at {@link Identity#require scopes}; doors
 * that don't, ask {@link AccessTokens} and so take logins alone. Thread-safe.
 */
public final class BearerTokens implements TokenVerifier {
    /** How long a token is believed without a look; one that is revoked is refused at once all the same. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private static final int MOST = 10_000;

    private final Vertx vertx;
    private final AccessTokens access;
    private final ApiTokenForm form;
    private final Function<String, Future<Identity>> lookUp;
    private final Cache<String, Future<Identity>> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    /** @param lookUp finds out who bears a token that this system has made */
    public BearerTokens(
            Vertx vertx, AccessTokens access, ApiTokenForm form, Function<String, Future<Identity>> lookUp) {
        this.vertx = vertx;
        this.access = access;
        this.form = form;
        this.lookUp = lookUp;
    }

    @Override
    public Future<Identity> verify(String bearerToken) {
        if (!ApiTokenForm.isMeant(bearerToken)) {
            return access.verify(bearerToken);
        } else if (!form.isOurs(bearerToken)) {
            return Future.failedFuture(ApiTokens.invalid());
        }
        return here(known.get(bearerToken, this::find)).compose(this::stillGood);
    }

    private Future<Identity> find(String token) {
        return lookUp.apply(token).onFailure(failure -> {
            if (isPassing(failure)) {
                known.invalidate(token);
            }
        });
    }

    // Who asked first has it looked up on their event loop, and others wait on theirs.
    private Future<Identity> here(Future<Identity> found) {
        if (found.isComplete()) {
            return found;
        }
        Context caller = vertx.getOrCreateContext();
        Promise<Identity> outcome = Promise.promise();
        found.onComplete(known -> caller.runOnContext(go -> outcome.handle(known)));
        return outcome.future();
    }

    private Future<Identity> stillGood(Identity identity) {
        if (access.hasEnded(identity.familyId())) {
            return Future.failedFuture(ApiTokens.invalid());
        }
        return now().isAfter(identity.expiresAt())
                ? Future.failedFuture(new CogoException(ErrorCode.TOKEN_EXPIRED, "the token has expired"))
                : Future.succeededFuture(identity);
    }

    // The database was away, or busy: the next one asks again.
    private static boolean isPassing(Throwable failure) {
        return !(failure instanceof CogoException ours) || ours.code().retryable();
    }

    @Override
    public Instant now() {
        return access.now();
    }
}
