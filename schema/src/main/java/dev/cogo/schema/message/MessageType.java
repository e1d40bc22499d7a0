package dev.cogo.schema.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a message is, by the seed's names. People send {@link #TEXT}; the others come from the server's own services. */
public enum MessageType {
    TEXT,
    AI_GREETING,
    AI_RESPONSE,
    AGENT_RESULT,
    SYSTEM;

    /** The name in JSON and in the column {@code message_type}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static MessageType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
