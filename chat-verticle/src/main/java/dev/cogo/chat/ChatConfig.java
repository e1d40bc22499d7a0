package dev.cogo.chat;

import dev.cogo.chat.encryption.EncryptionKeys;
import java.time.Duration;

/**
 * The settings of the chat role.
 *
 * @param maxMembers how many members a session may have (CHAT_MAX_MEMBERS); 2 to 100,000
 * @param durability what an acknowledgement means (CHAT_DURABILITY)
 * @param encryption the keys of encrypted sessions (CHAT_ENCRYPTION_KEY)
 * @param presenceSweep how often a node ends the presence of gateways that gave no sign of life; 1 second to 1 hour
 */
public record ChatConfig(int maxMembers, Durability durability, EncryptionKeys encryption, Duration presenceSweep) {
    private static final Duration PRESENCE_SWEEP = Duration.ofSeconds(5);

    public ChatConfig {
        if (maxMembers < 2 || maxMembers > 100_000) {
            throw new IllegalArgumentException("CHAT_MAX_MEMBERS must be 2 to 100000");
        }
        if (presenceSweep.toSeconds() < 1 || presenceSweep.toHours() > 1) {
            throw new IllegalArgumentException("the time between two sweeps of presence must be 1 second to 1 hour");
        }
    }

    public ChatConfig(int maxMembers) {
        this(maxMembers, Durability.DURABLE);
    }

    public ChatConfig(int maxMembers, Durability durability) {
        this(maxMembers, durability, EncryptionKeys.none());
    }

    public ChatConfig(int maxMembers, Durability durability, EncryptionKeys encryption) {
        this(maxMembers, durability, encryption, PRESENCE_SWEEP);
    }

    public ChatConfig(int maxMembers, Durability durability, Duration presenceSweep) {
        this(maxMembers, durability, EncryptionKeys.none(), presenceSweep);
    }

    /** What holds when nothing is set. */
    public static ChatConfig defaults() {
        return new ChatConfig(10_000);
    }
}
