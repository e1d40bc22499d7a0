package dev.cogo.chat;

/**
 * The settings of the chat role.
 *
 * @param maxMembers how many members a session may have (CHAT_MAX_MEMBERS); 2 to 100,000
 */
public record ChatConfig(int maxMembers) {
    public ChatConfig {
        if (maxMembers < 2 || maxMembers > 100_000) {
            throw new IllegalArgumentException("CHAT_MAX_MEMBERS must be 2 to 100000");
        }
    }

    /** What holds when nothing is set. */
    public static ChatConfig defaults() {
        return new ChatConfig(10_000);
    }
}
