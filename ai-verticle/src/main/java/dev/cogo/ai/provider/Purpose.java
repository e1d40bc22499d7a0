package dev.cogo.ai.provider;

import java.util.Locale;

/** What a prompt is for. */
public enum Purpose {
    GREETING,
    ANSWER,
    /** The name of a session. */
    TITLE,
    /** What a session was about. */
    SUMMARY,
    /** The next turn of a program's own conversation. */
    COMPLETION;

    /** The name in the column {@code ai_response_logs.kind}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
