package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.account.Profile;
import java.time.Duration;
import java.time.Instant;

/**
 * An account and the tokens of a login.
 *
 * @param refreshToken good for one refresh
 * @param life how long the access token lives
 * @param expiresAt when that ends
 */
public record LoggedIn(Profile profile, String accessToken, String refreshToken, Duration life, Instant expiresAt) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "LoggedIn[" + profile.account().id() + "]";
    }
}
