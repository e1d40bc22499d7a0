package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/** A user's request for those of their named contexts that have one of these names or are one of these sessions. */
public record FindContexts(UUID userId, List<String> names, List<UUID> sessions) implements BusRecord {
    public FindContexts {
        names = List.copyOf(names);
        names.forEach(NamedContext::checkName);
        sessions = List.copyOf(sessions);
    }
}
