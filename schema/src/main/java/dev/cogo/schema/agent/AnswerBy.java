package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may answer an agent's question. */
public enum AnswerBy {
    /** Anyone who may write in the session. */
    MEMBER,
    /** Who asked for the task, and nobody else. */
    ASKER;

    /** The name in JSON. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static AnswerBy of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
