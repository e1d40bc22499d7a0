package dev.cogo.schema.presence;

import dev.cogo.schema.bus.BusRecord;
import java.util.List;
import java.util.UUID;

/** Who is on a session's channel, at most {@link #MAX_ITEMS} of them. */
public record PresenceList(UUID sessionId, List<Presence> items) implements BusRecord {
    public static final int MAX_ITEMS = 200;

    public PresenceList {
        items = List.copyOf(items);
    }
}
