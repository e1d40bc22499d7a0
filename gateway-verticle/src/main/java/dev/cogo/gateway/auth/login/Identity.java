package dev.cogo.gateway.auth.login;

import java.time.Instant;
import java.util.UUID;

/**
 * Who stands at a door, as a valid access token says.
 *
 * @param email empty for somebody who signed in anonymously
 * @param operator whether the token says so and the configuration still names the e-mail address
 * @param expiresAt when the token ends; a long connection has to end with it
 * @param familyId the login that the token came from
 */
public record Identity(
        UUID userId, String email, String displayName, boolean operator, Instant expiresAt, UUID familyId) {
    /** Whether somebody without an account of their own has signed in, with supabase-js. */
    public boolean anonymous() {
        return email.isEmpty();
    }
}
