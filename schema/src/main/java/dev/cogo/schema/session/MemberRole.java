package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do in a session, from most to least. */
public enum MemberRole {
    OWNER,
    ADMIN,
    MEMBER;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static MemberRole of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
