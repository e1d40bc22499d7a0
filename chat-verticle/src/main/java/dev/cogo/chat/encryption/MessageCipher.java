package dev.cogo.chat.encryption;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals and opens what a message says: AES-256-GCM with a random nonce for each sealing, bound to what stands beside it in the
 * open, so that a sealed text opens in no other place and under no other name. Thread-safe.
 */
public final class MessageCipher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageCipher.class);
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    /** The form of what is sealed: the first byte of it, and of the associated data. */
    static final byte VERSION = 1;

    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = 1 + NONCE_BYTES;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the log says once, and no more of it than an operator reads. */
    private static final int MAX_TOLD = 1000;

    private final EncryptionKeys keys;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public MessageCipher(EncryptionKeys keys) {
        this.keys = keys;
    }

    /** What a message says. */
    public record Plain(String content, @Nullable Map<String, Object> metadata) {}

    /**
     * The same, sealed with the key of this id.
     *
     * @param bytes the version, the nonce, what AES made of the JSON of a {@link Plain}, and its tag
     */
    public record Sealed(String keyId, byte[] bytes) {}

    /** Whether there is a key to write with. */
    public boolean canSeal() {
        return keys.first().isPresent();
    }

    /**
     * Seals what a message says, bound to the data beside it, with the first key.
     *
     * @throws CogoException {@code encryption_unavailable}
     */
    public Sealed seal(AssociatedData data, Plain plain) {
        String keyId = keys.first()
                .orElseThrow(() -> new CogoException(
                        ErrorCode.ENCRYPTION_UNAVAILABLE, "this server has no key for encrypted sessions"));
        byte[] head = new byte[HEAD_BYTES];
        RANDOM.nextBytes(head);
        head[0] = VERSION;
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(keyId), head, data);
            byte[] json = Json.bytes(plain);
            byte[] sealed = Arrays.copyOf(head, HEAD_BYTES + cipher.getOutputSize(json.length));
            cipher.doFinal(json, 0, json.length, sealed, HEAD_BYTES);
            return new Sealed(keyId, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM can always encrypt", e);
        }
    }

    /**
     * Opens what was sealed beside this data.
     *
     * @throws CogoException {@code encryption_unavailable} when its key is missing, {@code decryption_failed} when it was
     *     sealed beside other data, with another key, or changed
     */
    public Plain open(AssociatedData data, Sealed sealed) {
        byte[] bytes = sealed.bytes();
        SecretKey key = key(sealed.keyId());
        if (bytes.length <= HEAD_BYTES || bytes[0] != VERSION) {
            throw unreadable(data, sealed);
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, bytes, data);
            return Json.decode(cipher.doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES), Plain.class);
        } catch (AEADBadTagException e) {
            throw unreadable(data, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM can always decrypt", e);
        }
    }

    private SecretKey key(String id) {
        SecretKey key = keys.key(id);
        if (key == null) {
            if (isNews("key " + id)) {
                LOG.error("CHAT_ENCRYPTION_KEY lacks the key {}, which messages are encrypted with", id);
            }
            throw new CogoException(
                    ErrorCode.ENCRYPTION_UNAVAILABLE, "this server lacks the key " + id + " of an encrypted message");
        }
        return key;
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] head, AssociatedData data)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, head, HEAD_BYTES - NONCE_BYTES, NONCE_BYTES));
        cipher.updateAAD(data.bytes());
        return cipher;
    }

    private CogoException unreadable(AssociatedData data, Sealed sealed) {
        if (isNews(data.what())) {
            LOG.error(
                    "{} does not open with the key {}: the row was changed, or belongs elsewhere",
                    data.what(),
                    sealed.keyId());
        }
        return new CogoException(ErrorCode.DECRYPTION_FAILED, "an encrypted message can't be read");
    }

    // A page that holds it can be read again and again.
    private boolean isNews(String what) {
        return told.size() < MAX_TOLD && told.add(what);
    }
}
