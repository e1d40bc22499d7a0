package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which messages of a session's members ask the AI by themselves, where it takes part. */
public enum AiMode {
    /** None: whoever wants an answer asks for one. */
    EXPLICIT,
    /** Those that name it by its handle, and replies to its messages. */
    MENTION,
    /** All of who is alone with it; with more members it is {@link #MENTION}. */
    ALWAYS;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static AiMode of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
