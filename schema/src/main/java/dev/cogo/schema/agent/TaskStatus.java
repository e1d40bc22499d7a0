package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a task stands. The last three are final. */
public enum TaskStatus {
    /** Stored; no agent has taken it yet. */
    QUEUED,
    /** An agent has taken it. */
    WORKING,
    /** The agent has asked something. */
    INPUT_REQUIRED,
    COMPLETED,
    FAILED,
    CANCELED;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more becomes of it. */
    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static TaskStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
