package dev.cogo.schema.presence;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import java.util.Map;

/** What a user may say of themselves on a channel beside their status: a small JSON object that means something to clients. */
public final class PresenceState {
    /** Its longest JSON, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1024;

    private PresenceState() {}

    /**
     * The state, if it is small enough.
     *
     * @throws CogoException {@code invalid_request}
     */
    public static Map<String, Object> checked(Map<String, Object> state) {
        if (Json.length(state) > MAX_BYTES) {
            throw CogoException.invalid("state can have " + MAX_BYTES + " bytes of JSON at most");
        }
        return state;
    }
}
