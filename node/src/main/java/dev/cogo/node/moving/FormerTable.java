package dev.cogo.node.moving;

import java.util.Locale;

/** The former system's tables that are brought along. */
enum FormerTable {
    USERS("auth"),
    REFRESH_TOKENS("auth"),
    USER_CHAT_SESSIONS(null),
    CHAT_MESSAGES_HISTORY(null),
    CHAT_MESSAGES_REALTIME(null),
    USER_LANGUAGE_PREFERENCES(null),
    AI_RESPONSE_LOGS(null);

    private final String schema;

    FormerTable(String schema) {
        this.schema = schema;
    }

    /** Where it is, when the chat's tables are in a schema. */
    String schema(String ofTheChat) {
        return schema == null ? ofTheChat : schema;
    }

    boolean isOfMessages() {
        return this == CHAT_MESSAGES_HISTORY || this == CHAT_MESSAGES_REALTIME;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
