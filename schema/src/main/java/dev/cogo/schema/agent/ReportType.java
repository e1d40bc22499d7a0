package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an agent tells of a task. The last two end it. */
public enum ReportType {
    PROGRESS,
    RESULT,
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
