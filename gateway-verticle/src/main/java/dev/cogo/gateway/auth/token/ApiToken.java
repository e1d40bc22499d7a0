package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token of a service user.
 *
 * @param token the secret itself, when it was just made; the database has its hash alone
 * @param lastUsedAt to the minute; null for never
 */
public record ApiToken(
        UUID id,
        String name,
        List<Scope> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "ApiToken[" + id + "]";
    }
}
