package dev.cogo.chat.encryption;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals and opens what a message says. Thread-safe. */
public final class MessageCipher {
    /** What a message says. */
    public record Plain(String content, @Nullable Map<String, Object> metadata) {}

    /** The same, sealed with the key of this id. */
    public record Sealed(String keyId, byte[] bytes) {}

    /**
     * Whether there is a key to write with.
     */
    public boolean canSeal() {
        return false;
    }

    /**
     * Seals what a message says, bound to its session and id.
     *
     * @throws CogoException {@code encryption_unavailable}
     */
    public Sealed seal(UUID sessionId, UUID messageId, Plain plain) {
        throw unavailable();
    }

    /**
     * Opens what was sealed for this session and message.
     *
     * @throws CogoException {@code encryption_unavailable}, {@code decryption_failed}
     */
    public Plain open(UUID sessionId, UUID messageId, Sealed sealed) {
        throw unavailable();
    }

    private static CogoException unavailable() {
        return new CogoException(ErrorCode.ENCRYPTION_UNAVAILABLE, "this server has no key for encrypted sessions");
    }
}
