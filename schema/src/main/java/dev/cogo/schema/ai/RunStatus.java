package dev.cogo.schema.ai;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a run of the AI is. */
public enum RunStatus {
    /** Somebody works on it, or will. */
    RUNNING,
    /** Who asked is to say something to a call of a tool; nobody works on it until then. */
    WAITING,
    /** The answer is in the session. */
    DONE,
    /** There is no answer unless the question is asked again. */
    FAILED,
    /** Somebody ended it; what was written by then is in the session. */
    CANCELLED;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more comes of it. */
    public boolean isOver() {
        return this != RUNNING && this != WAITING;
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static RunStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
