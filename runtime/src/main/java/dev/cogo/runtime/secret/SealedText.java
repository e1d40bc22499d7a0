package dev.cogo.runtime.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that stand in a row and that a copy of the database does not tell: AES-256-GCM with a key that is derived from the row's id. A
 * text of one row does not open in another. Thread-safe.
 */
public final class SealedText {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final DerivedSecrets keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys of this purpose alone */
    public SealedText(DerivedSecrets keys) {
        this.keys = keys;
    }

    /** Seals a text for a row. */
    public byte[] seal(UUID row, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] secret = run(Cipher.ENCRYPT_MODE, row, nonce, text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE_BYTES + secret.length)
                .put(nonce)
                .put(secret)
                .array();
    }

    /** Opens what was sealed for the row; fails with {@code IllegalStateException} for anything else. */
    public String open(UUID row, byte[] sealed) {
        ByteBuffer read = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        read.get(nonce);
        byte[] secret = new byte[read.remaining()];
        read.get(secret);
        return new String(run(Cipher.DECRYPT_MODE, row, nonce, secret), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, UUID row, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(keys.keyOf(row), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was sealed for a row does not open", e);
        }
    }
}
