package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an agent tells of a task. */
public enum ReportType {
    PROGRESS,
    /** A piece of what it makes. */
    ARTIFACT,
    /** It asks something, and waits for the answer. */
    INPUT_REQUIRED,
    /** Ends the task. */
    RESULT,
    /** Ends the task. */
    ERROR;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static ReportType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
