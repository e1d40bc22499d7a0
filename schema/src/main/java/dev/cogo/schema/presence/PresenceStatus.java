package dev.cogo.schema.presence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How somebody is on a channel; {@link #OFFLINE} is said once, when the last connection is gone. */
public enum PresenceStatus {
    ONLINE,
    AWAY,
    OFFLINE;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static PresenceStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
