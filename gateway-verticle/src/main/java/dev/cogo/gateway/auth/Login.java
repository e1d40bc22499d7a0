package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.account.Account;

/**
 * An account and the tokens of a login, as {@code /auth} answers them.
 *
 * @param refreshToken good for one refresh
 * @param tokenType {@code bearer} (RFC 6750)
 * @param expiresIn seconds that the access token lives
 */
public record Login(Account user, String accessToken, String refreshToken, String tokenType, long expiresIn) {
    public static Login of(LoggedIn login) {
        return new Login(
                login.profile().account(),
                login.accessToken(),
                login.refreshToken(),
                "bearer",
                login.life().toSeconds());
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Login[" + user.id() + "]";
    }
}
