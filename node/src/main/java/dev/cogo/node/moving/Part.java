package dev.cogo.node.moving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is copied together, in this order: who is named comes before what names them. */
enum Part {
    USERS("import_users", FormerTable.USERS),
    LOGINS("import_logins", FormerTable.REFRESH_TOKENS),
    SESSIONS("import_former_sessions", FormerTable.USER_CHAT_SESSIONS),
    MESSAGES("import_messages", FormerTable.CHAT_MESSAGES_HISTORY, FormerTable.CHAT_MESSAGES_REALTIME),
    LANGUAGES("import_languages", FormerTable.USER_LANGUAGE_PREFERENCES),
    AI_LOGS("import_ai_logs", FormerTable.AI_RESPONSE_LOGS);

    private final String function;
    private final List<FormerTable> tables;

    Part(String function, FormerTable... tables) {
        this.function = function;
        this.tables = List.of(tables);
    }

    /** The function of the migration that takes rows. */
    String function() {
        return function;
    }

    List<FormerTable> tables() {
        return tables;
    }

    /** What is told, with the time before the first was read, when all rows of the part have been; null for nothing. */
    @Nullable
    String afterAll() {
        return this == LOGINS ? "import_logins_read" : null;
    }

    /**
     * Whether only what is new is read again: the others are short, and change.
     *
     * @param all whether everything is looked at, and not what cannot wait
     */
    boolean goesOn(boolean all) {
        return this == MESSAGES || this == AI_LOGS || this == LOGINS && !all;
    }
}
