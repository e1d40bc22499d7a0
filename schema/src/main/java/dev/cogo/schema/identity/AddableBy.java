package dev.cogo.schema.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may put a user into sessions without asking. */
public enum AddableBy {
    /** Everybody who knows their user id or e-mail address. */
    ANYONE,
    /** Who shares a session with them. */
    SHARED,
    /** Nobody: they follow invites. */
    INVITE;

    /** The name in JSON, in the database and in the configuration. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static AddableBy of(String wireName) {
        for (AddableBy value : values()) {
            if (value.wireName().equals(wireName)) {
                return value;
            }
        }
        throw new IllegalArgumentException("no such value: " + wireName);
    }
}
