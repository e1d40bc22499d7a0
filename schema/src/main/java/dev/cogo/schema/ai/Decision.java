package dev.cogo.schema.ai;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person says to a call of a tool. */
public enum Decision {
    /** Make it this once, and show me what it found. */
    APPROVE,
    /** Make it, and make the answer of what it finds. */
    APPROVE_AND_SHARE,
    /** Don't make it. */
    DENY,
    /** Make the answer of what it found. */
    SHARE,
    /** Make the answer without it. */
    KEEP;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static Decision of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
