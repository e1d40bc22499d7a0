package dev.cogo.gateway.auth;

/**
 * An account and the tokens of a login.
 *
 * @param refreshToken good for one refresh
 * @param tokenType {@code bearer} (RFC 6750)
 * @param expiresIn seconds that the access token lives
 */
public record Login(Account user, String accessToken, String refreshToken, String tokenType, long expiresIn) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "Login[" + user.id() + "]";
    }
}
