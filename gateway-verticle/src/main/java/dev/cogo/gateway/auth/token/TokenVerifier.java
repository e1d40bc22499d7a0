package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Identity;
import io.vertx.core.Future;
import java.time.Instant;

/** Tells who bears an access token. One for a node; thread-safe, and does not block. */
public interface TokenVerifier {
    /**
     * Checks signature, issuer and time.
     *
     * @param bearerToken the token alone, without the scheme
     * @return fails with {@code invalid_token} or {@code token_expired}
     */
    Future<Identity> verify(String bearerToken);

    /** The time that tokens end by: one for all nodes. */
    default Instant now() {
        return Instant.now();
    }
}
