package dev.cogo.schema.people;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.Content;
import java.util.UUID;

/**
 * A user's question who is called so.
 *
 * @param name a part of a name, in whichever case
 * @param strangers whether people may be found, too, with whom the user shares no session, if the server is set so
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record FindPeople(UUID userId, String name, boolean strangers, int limit) implements BusRecord {
    /** A display name's longest, in characters. */
    public static final int MAX_NAME = 100;

    public static final int DEFAULT_LIMIT = 10;
    public static final int MAX_LIMIT = 20;

    public FindPeople {
        Content.checkLine(name, "q", MAX_NAME);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
