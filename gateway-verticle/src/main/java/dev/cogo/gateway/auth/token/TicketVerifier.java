package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Identity;
import io.vertx.core.Future;

/** Takes tickets. Thread-safe. */
@FunctionalInterface
public interface TicketVerifier {
    /**
     * Uses a ticket up, on any node.
     *
     * @return who got it, as their access token said; completes on the caller's context. Fails with {@code invalid_ticket}, or
     *     with what kept it from being looked up
     */
    Future<Identity> redeem(String ticket);
}
