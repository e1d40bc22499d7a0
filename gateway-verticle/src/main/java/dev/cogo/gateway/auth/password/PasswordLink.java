package dev.cogo.gateway.auth.password;

import java.time.Instant;

/**
 * A way to choose a password, once.
 *
 * @param path of the console's page for it, with the token; the server's address goes before it
 * @param expiresAt when it is void
 */
public record PasswordLink(String token, String path, Instant expiresAt) {
    /** Without the token. */
    @Override
    public String toString() {
        return "PasswordLink[hidden]";
    }
}
