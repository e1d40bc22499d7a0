package dev.cogo.chat.encryption;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals and opens what a message says: AES-256-GCM with a random nonce for each sealing, bound to the message's session and
 * id, so that a sealed text opens in no other place. Thread-safe.
 */
public final class MessageCipher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageCipher.class);
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EncryptionKeys keys;

    public MessageCipher(EncryptionKeys keys) {
        this.keys = keys;
    }

    /** What a message says. */
    public record Plain(String content, @Nullable Map<String, Object> metadata) {}

    /**
     * The same, sealed with the key of this id.
     *
     * @param bytes the nonce, what AES made of the JSON of a {@link Plain}, and its tag
     */
    public record Sealed(String keyId, byte[] bytes) {}

    /** Whether there is a key to write with. */
    public boolean canSeal() {
        return keys.first().isPresent();
    }

    /**
     * Seals what a message says, bound to its session and id, with the first key.
     *
     * @throws CogoException {@code encryption_unavailable}
     */
    public Sealed seal(UUID sessionId, UUID messageId, Plain plain) {
        String keyId = keys.first()
                .orElseThrow(() -> new CogoException(
                        ErrorCode.ENCRYPTION_UNAVAILABLE, "this server has no key for encrypted sessions"));
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(keyId), nonce, sessionId, messageId);
            byte[] json = Json.bytes(plain);
            byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(json.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(json, 0, json.length, sealed, NONCE_BYTES);
            return new Sealed(keyId, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM can always encrypt", e);
        }
    }

    /**
     * Opens what was sealed for this session and message.
     *
     * @throws CogoException {@code encryption_unavailable} when its key is missing, {@code decryption_failed} when it was
     *     sealed for another place, with another key, or changed
     */
    public Plain open(UUID sessionId, UUID messageId, Sealed sealed) {
        byte[] bytes = sealed.bytes();
        SecretKey key = key(sealed.keyId());
        if (bytes.length <= NONCE_BYTES) {
            throw unreadable(sessionId, messageId, sealed);
        }
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            System.arraycopy(bytes, 0, nonce, 0, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, sessionId, messageId);
            return Json.decode(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), Plain.class);
        } catch (AEADBadTagException e) {
            throw unreadable(sessionId, messageId, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM can always decrypt", e);
        }
    }

    private SecretKey key(String id) {
        SecretKey key = keys.key(id);
        if (key == null) {
            LOG.error("CHAT_ENCRYPTION_KEY lacks the key {}, which messages are encrypted with", id);
            throw new CogoException(
                    ErrorCode.ENCRYPTION_UNAVAILABLE, "this server lacks the key " + id + " of an encrypted message");
        }
        return key;
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, UUID sessionId, UUID messageId)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * 2 * Long.BYTES)
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .putLong(messageId.getMostSignificantBits())
                .putLong(messageId.getLeastSignificantBits())
                .flip());
        return cipher;
    }

    private static CogoException unreadable(UUID sessionId, UUID messageId, Sealed sealed) {
        LOG.error(
                "message {} of session {} does not open with the key {}: the row was changed, or belongs elsewhere",
                messageId,
                sessionId,
                sealed.keyId());
        return new CogoException(ErrorCode.DECRYPTION_FAILED, "an encrypted message can't be read");
    }
}
