package dev.cogo.gateway.auth.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

/** Challenges of the method S256 (RFC 7636, section 4.2): only the page that began has the verifier. */
public final class CodeChallenge {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_VERIFIER = 128;

    private CodeChallenge() {}

    /** Whether a text can be one. */
    public static boolean isWellFormed(String challenge) {
        return FORM.matcher(challenge).matches();
    }

    /** The challenge of a verifier. */
    public static String of(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a verifier is the one of a challenge. */
    public static boolean isOf(String verifier, String challenge) {
        return verifier.length() <= MAX_VERIFIER && of(verifier).equals(challenge);
    }
}
