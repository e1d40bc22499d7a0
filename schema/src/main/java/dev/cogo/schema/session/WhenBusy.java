package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a message that asks the AI by itself while the AI still answers its author's earlier one (double texting). */
public enum WhenBusy {
    /** It waits for its turn. */
    QUEUE,
    /** It is not answered. */
    REJECT,
    /** It ends what is under way, whose text stays, and is answered in its place. */
    RESTART,
    /** The answer that is under way begins anew with it, and is for both. */
    STEER;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static WhenBusy of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
