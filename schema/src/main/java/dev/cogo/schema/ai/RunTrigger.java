package dev.cogo.schema.ai;

import java.util.Locale;

/** By what a message asks the AI without a further call; see {@link dev.cogo.schema.session.AiMode}. */
public enum RunTrigger {
    /** It names the AI. */
    MENTION,
    /** It replies to a message of the AI. */
    REPLY,
    /** Its author is alone with the AI. */
    ALWAYS;

    /** The name in the column {@code ai_runs.trigger}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static RunTrigger of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
