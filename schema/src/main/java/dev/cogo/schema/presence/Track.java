package dev.cogo.schema.presence;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * That a page is on a free channel, and what it says of itself there. Several pages may have the same key: each has an entry of its own.
 *
 * @param id of the page's stay on the channel
 * @param version from 1, one more with each new state
 * @param key what the clients list the page under; they choose it
 * @param state what the page says of itself; means something to clients only
 */
public record Track(UUID id, int version, String key, Map<String, Object> state) {
    /** The longest key, in characters. */
    public static final int MAX_KEY = 128;
    /** With the field {@code ids} clients take presence for changes of rows. */
    private static final Set<String> FORBIDDEN = Set.of("", "ids");

    public Track {
        if (key.length() > MAX_KEY || FORBIDDEN.contains(key)) {
            throw CogoException.invalid("a presence key has 1 to " + MAX_KEY + " characters, and is not ids");
        }
        state = Json.frozen(state);
    }
}
