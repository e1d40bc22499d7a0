package dev.cogo.gateway.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How tokens of service users look: {@code cogo_}, 32 random bytes, and 16 that only this system can make of those. So who makes
 * tokens up is refused without a look into the database. Thread-safe.
 */
public final class ApiTokenForm {
    private static final String PREFIX = "cogo_";
    private static final int RANDOM_BYTES = 32;
    private static final int CHECK_BYTES = 16;
    /** 48 bytes in base64url. */
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{64}");

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @param secret of the system; what is made of it here is made of it nowhere else */
    public ApiTokenForm(String secret) {
        this.key = new SecretKeySpec(("api tokens " + secret).getBytes(UTF_8), ALGORITHM);
    }

    /** Whether it is meant to be one of these, and no access token. */
    static boolean isMeant(String bearer) {
        return bearer.startsWith(PREFIX);
    }

    String next() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        byte[] whole = Arrays.copyOf(bytes, RANDOM_BYTES + CHECK_BYTES);
        System.arraycopy(check(bytes), 0, whole, RANDOM_BYTES, CHECK_BYTES);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Whether this system has made it. */
    boolean isOurs(String token) {
        if (!FORM.matcher(token).matches()) {
            return false;
        }
        byte[] whole = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
        return MessageDigest.isEqual(
                Arrays.copyOfRange(whole, RANDOM_BYTES, whole.length), check(Arrays.copyOf(whole, RANDOM_BYTES)));
    }

    private byte[] check(byte[] random) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(random), CHECK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
