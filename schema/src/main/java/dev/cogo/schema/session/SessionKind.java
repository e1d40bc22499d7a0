package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Two people for good, or a group whose members may change. */
public enum SessionKind {
    DIRECT,
    GROUP;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static SessionKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
