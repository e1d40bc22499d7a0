package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's request for the agents that tasks may name.
 *
 * @param sessionId a session of the user's: also those that work there and not everywhere
 */
public record ListAgentCards(
        UUID userId,
        @Nullable UUID sessionId,
        int limit,
        @Nullable String cursor) implements BusRecord {
    public ListAgentCards {
        ListAgents.checkLimit(limit);
    }
}
