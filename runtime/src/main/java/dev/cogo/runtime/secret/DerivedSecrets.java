package dev.cogo.runtime.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets that are derived from a row's id and a key that all nodes share: the database has the ids alone, so a copy of it opens
 * nothing, and whether a secret was ever given out shows without asking it. Whether it still counts only the row says.
 * Immutable.
 */
public final class DerivedSecrets {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final int MAC_BYTES = 32;

    private final byte[] key;
    private final String prefix;

    /** @param prefix what the secrets begin with: those of one purpose are none of another's */
    public DerivedSecrets(String key, String prefix) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.prefix = prefix;
    }

    /** The secret of a row, which tells the row. */
    public String of(UUID id) {
        return prefix + encode(bytes(id), keyOf(id));
    }

    /** 32 bytes of a row that nobody can guess. */
    public byte[] keyOf(UUID id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(bytes(id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The row that a secret was made for; empty for what is none. */
    public Optional<UUID> rowOf(String secret) {
        if (!secret.startsWith(prefix)) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(secret.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (decoded.length != ID_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(decoded);
        UUID id = new UUID(read.getLong(), read.getLong());
        // In constant time: how much of a guess was right must not show.
        boolean ours = MessageDigest.isEqual(keyOf(id), Arrays.copyOfRange(decoded, ID_BYTES, decoded.length));
        return ours ? Optional.of(id) : Optional.empty();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static String encode(byte[] id, byte[] mac) {
        byte[] both = Arrays.copyOf(id, ID_BYTES + MAC_BYTES);
        System.arraycopy(mac, 0, both, ID_BYTES, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    @Override
    public String toString() {
        return "DerivedSecrets[" + prefix + "]";
    }
}
