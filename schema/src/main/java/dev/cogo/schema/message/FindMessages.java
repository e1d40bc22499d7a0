package dev.cogo.schema.message;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A user's request for messages by their ids, in whatever sessions of theirs; ids of others' and of none are passed over.
 *
 * @param ids 1 to {@link #MAX_IDS}
 */
public record FindMessages(UUID userId, List<UUID> ids) implements BusRecord {
    public static final int MAX_IDS = 100;

    public FindMessages {
        Objects.requireNonNull(userId);
        ids = List.copyOf(ids);
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw CogoException.invalid("1 to " + MAX_IDS + " messages are found at once");
        }
    }
}
