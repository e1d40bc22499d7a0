package dev.cogo.gateway.auth.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens. The first of a login is a {@link RandomToken}. Each next one is the HMAC of the one before under the server's
 * secret: whoever has a token and not the secret learns nothing of the next, while the server can tell a client that failed to
 * save it what it is ({@code docs/decisions/007}). Thread-safe.
 */
public final class RefreshTokens {
    private static final String ALGORITHM = "HmacSHA256";
    // The secret has this one use; the text keeps it so.
    private static final String PURPOSE = "cogo refresh token:";

    private final SecretKeySpec secret;

    public RefreshTokens(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /** The token that a refresh with the given one makes; always the same. */
    String after(String token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return RandomToken.text(mac.doFinal((PURPOSE + token).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
