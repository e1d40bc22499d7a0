package dev.cogo.gateway.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/** Finds out who bears a token, and believes it for a moment. Thread-safe. */
final class TokenLookups {
    /** How long a token is believed without a look; one that is revoked is refused at once all the same. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private static final int MOST = 10_000;

    private final Vertx vertx;
    private final Function<String, Future<Identity>> lookUp;
    private final Cache<String, Future<Identity>> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    TokenLookups(Vertx vertx, Function<String, Future<Identity>> lookUp) {
        this.vertx = vertx;
        this.lookUp = lookUp;
    }

    /** Completes on the caller's context. */
    Future<Identity> find(String token) {
        return here(known.get(token, this::look));
    }

    private Future<Identity> look(String token) {
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

    // The database was away, or busy: the next one asks again.
    private static boolean isPassing(Throwable failure) {
        return !(failure instanceof CogoException ours) || ours.code().retryable();
    }
}
