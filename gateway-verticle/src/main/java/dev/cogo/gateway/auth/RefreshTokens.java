package dev.cogo.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens: 32 bytes in base64url, of which only the SHA-256 is stored. The first of a login is random. Each next one
 * is the HMAC of the one before under the server's secret: whoever has a token and not the secret learns nothing of the
 * next, while the server can tell a client that failed to save it what it is ({@code docs/decisions/007}). Thread-safe.
 */
final class RefreshTokens {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    // The secret has this one use; the text keeps it so.
    private static final String PURPOSE = "cogo refresh token:";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec secret;

    RefreshTokens(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /** The first token of a login. */
    String first() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    /** The token that a refresh with the given one makes; always the same. */
    String after(String token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return base64(mac.doFinal((PURPOSE + token).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is stored of a token. It needs no salt and no slow hash: the token is random and long. */
    static Buffer hash(String token) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
