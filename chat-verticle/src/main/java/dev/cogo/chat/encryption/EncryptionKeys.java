package dev.cogo.chat.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys of CHAT_ENCRYPTION_KEY. The first one encrypts, all of them decrypt. Immutable; never shows a key. */
public final class EncryptionKeys {
    /** The bytes of a key: AES-256. */
    public static final int KEY_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,32}");
    private static final byte[] FINGERPRINT_LABEL = "cogo message key".getBytes(StandardCharsets.US_ASCII);
    private static final EncryptionKeys NONE = new EncryptionKeys(new LinkedHashMap<>());

    private final Map<String, SecretKey> keys;

    private EncryptionKeys(LinkedHashMap<String, SecretKey> keys) {
        this.keys = Collections.unmodifiableMap(keys);
    }

    /** No key: encrypted sessions can be neither written nor read. */
    public static EncryptionKeys none() {
        return NONE;
    }

    /**
     * Reads {@code id:base64,id:base64,...}.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, and not the value
     */
    public static EncryptionKeys parse(String text) {
        LinkedHashMap<String, SecretKey> keys = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split(":", 2);
            if (pair.length < 2) {
                throw wrong("must be a list of id:key, separated by commas");
            } else if (!ID.matcher(pair[0]).matches()) {
                // What stands before the colon may be a key whose id was forgotten: it is not repeated.
                throw wrong("has an id that is not 1 to 32 characters of a-z, 0-9, '-' and '_'");
            } else if (keys.put(pair[0], key(pair[0], pair[1].strip())) != null) {
                throw wrong("has two keys with the id " + pair[0]);
            }
        }
        return new EncryptionKeys(keys);
    }

    private static SecretKey key(String id, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw wrong("has a key that is not base64, with the id " + id);
        }
        if (bytes.length != KEY_BYTES) {
            throw wrong("has a key that is not " + KEY_BYTES + " bytes long, with the id " + id);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static IllegalArgumentException wrong(String rule) {
        return new IllegalArgumentException("CHAT_ENCRYPTION_KEY " + rule);
    }

    /** The id of the key that encrypts; empty without keys. */
    public Optional<String> first() {
        return keys.keySet().stream().findFirst();
    }

    /** All ids, the first one first. */
    public Set<String> ids() {
        return keys.keySet();
    }

    /** Tells this key from another of the same id, and nothing else about it: there is no way back to the key. */
    byte[] fingerprint(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("there is no key " + id);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(FINGERPRINT_LABEL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Nullable
    SecretKey key(String id) {
        return keys.get(id);
    }

    /** Whether both have the same keys in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncryptionKeys that
                && List.copyOf(keys.keySet()).equals(List.copyOf(that.keys.keySet()))
                && keys.keySet().stream().allMatch(id -> Arrays.equals(fingerprint(id), that.fingerprint(id)));
    }

    @Override
    public int hashCode() {
        return List.copyOf(keys.keySet()).hashCode();
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
