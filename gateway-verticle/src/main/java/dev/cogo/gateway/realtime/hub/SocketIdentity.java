package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a socket's client is. The public bridge client sends its token with every frame, so the same token again costs nothing.
 * Used on the hub's event loop only.
 */
final class SocketIdentity {
    /** As whom a client is there. */
    enum Standing {
        USER,
        /** Somebody without a login; they may still log in. */
        GUEST,
        /** A server of the operator's; likewise. */
        SERVICE
    }

    private final TokenVerifier tokens;
    private Standing standing = Standing.USER;
    private @Nullable String token;
    private @Nullable Identity identity;

    SocketIdentity(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /** See {@link ClientSocket#authenticate}. */
    Future<Identity> present(String presented) {
        if (identity != null && presented.equals(token)) {
            return Future.succeededFuture(identity);
        }
        return tokens.verify(presented).map(found -> accept(presented, found));
    }

    /** Notes who it is, as a door has found out: like a first token. */
    void begin(Identity found, Standing as) {
        identity = found;
        standing = as;
    }

    Standing standing() {
        return standing;
    }

    /** Whether the last accepted token has ended. */
    boolean expired(Instant now) {
        return identity != null && !identity.expiresAt().isAfter(now);
    }

    private Identity accept(String presented, Identity found) {
        Identity current = standing == Standing.USER ? identity : null;
        // What the socket hears was granted to one user; a second one would hear it too.
        if (current != null && !current.userId().equals(found.userId())) {
            throw new CogoException(ErrorCode.INVALID_TOKEN, "this connection belongs to another user: open a new one");
        }
        if (current != null && !found.expiresAt().isAfter(current.expiresAt())) {
            return current;
        }
        token = presented;
        identity = found;
        standing = Standing.USER;
        return found;
    }
}
