package dev.cogo.schema.ai;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a call of a tool is. */
public enum ApprovalState {
    /** It needs nobody's word. */
    PROPOSED,
    /** Who asked the question is asked whether it may be made. */
    WAITING,
    /** It may be made. */
    APPROVED,
    /** It is being made. */
    RUNNING,
    /** What it found is for who asked alone; they are asked whether the answer may be made of it. */
    FOUND,
    /** The answer may be made of what it found. */
    SHARED,
    /** It is not made of it. */
    KEPT,
    /** It is not made: they said no, or nothing in time. */
    DENIED;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static ApprovalState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
