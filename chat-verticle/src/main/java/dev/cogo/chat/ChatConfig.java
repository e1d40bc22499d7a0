package dev.cogo.chat;

import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.people.Findable;
import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.schema.identity.AddableBy;

/**
 * The settings of the chat role.
 *
 * @param maxMembers how many members a session may have (CHAT_MAX_MEMBERS); 2 to 100,000
 * @param durability what an acknowledgement means (CHAT_DURABILITY)
 * @param encryption the keys of encrypted sessions (CHAT_ENCRYPTION_KEY)
 * @param presence the numbers of presence and typing
 * @param addMembers who may add those to sessions who have chosen nothing (ADD_MEMBERS)
 * @param findPeople whom one finds by name (FIND_PEOPLE)
 */
public record ChatConfig(
        int maxMembers,
        Durability durability,
        EncryptionKeys encryption,
        PresenceLimits presence,
        AddableBy addMembers,
        Findable findPeople) {

    public ChatConfig {
        if (maxMembers < 2 || maxMembers > 100_000) {
            throw new IllegalArgumentException("CHAT_MAX_MEMBERS must be 2 to 100000");
        }
    }

    public ChatConfig(int maxMembers) {
        this(maxMembers, Durability.DURABLE);
    }

    public ChatConfig(int maxMembers, Durability durability) {
        this(maxMembers, durability, EncryptionKeys.none());
    }

    public ChatConfig(int maxMembers, Durability durability, EncryptionKeys encryption) {
        this(maxMembers, durability, encryption, PresenceLimits.defaults(), AddableBy.ANYONE, Findable.SHARED);
    }

    /** What holds when nothing is set. */
    public static ChatConfig defaults() {
        return new ChatConfig(10_000);
    }
}
