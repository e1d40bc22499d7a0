package dev.cogo.schema.personal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an export is. */
public enum ExportStatus {
    RUNNING,
    DONE;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static ExportStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
