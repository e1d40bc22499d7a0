package dev.cogo.gateway.auth.login;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Who stands at a door, as a valid access token says.
 *
 * @param email empty for somebody who signed in anonymously
 * @param operator whether the token says so and the configuration still names the e-mail address
 * @param expiresAt when the token ends; a long connection has to end with it
 * @param familyId the login that the token came from
 * @param scopes what the token is good for
 */
public record Identity(
        UUID userId,
        String email,
        String displayName,
        boolean operator,
        Instant expiresAt,
        UUID familyId,
        Set<Scope> scopes) {
    /** Who has logged in, and may do all that they may. */
    public Identity(UUID userId, String email, String displayName, boolean operator, Instant expiresAt, UUID familyId) {
        this(userId, email, displayName, operator, expiresAt, familyId, Scope.all());
    }

    /** Fails with {@code forbidden} where the token is not good for something. */
    public void require(Scope scope) {
        if (!scopes.contains(scope)) {
            throw new CogoException(ErrorCode.FORBIDDEN, "the token lacks the scope " + scope.wireName());
        }
    }

    /** Whether somebody without an account of their own has signed in, with supabase-js. */
    public boolean anonymous() {
        return email.isEmpty();
    }
}
