package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a task stands. The last two are final. */
public enum TaskStatus {
    /** Stored; no agent has taken it yet. */
    QUEUED,
    /** An agent has taken it. */
    WORKING,
    COMPLETED,
    FAILED;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static TaskStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
