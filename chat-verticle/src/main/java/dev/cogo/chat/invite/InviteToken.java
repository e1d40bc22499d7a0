package dev.cogo.chat.invite;

import dev.cogo.schema.error.CogoException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret of an invite: 128 random bits as 22 characters of base64url. Who reads the database learns its hash only; with
 * so many bits that hash needs neither salt nor slowness, and guessing at the door needs no limit of its own.
 */
final class InviteToken {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private InviteToken() {}

    static String create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What the database has of a token.
     *
     * @throws CogoException {@code invite_not_found} for what can't be one, as for one that is unknown
     */
    static byte[] hash(String token) {
        if (!FORM.matcher(token).matches()) {
            throw Invites.notFound();
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
