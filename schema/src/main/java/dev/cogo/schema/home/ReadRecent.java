package dev.cogo.schema.home;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.ReadTimeline;
import java.util.UUID;

/**
 * A gateway's request for what followed a seq of a timeline, if the home has it in memory. No right is asked for: it is the
 * gateway that knows who listens.
 */
public record ReadRecent(UUID sessionId, long after, int limit) implements ForSession {
    public ReadRecent {
        if (after < 0 || limit < 1 || limit > ReadTimeline.MAX_LIMIT) {
            throw CogoException.invalid("after can't be negative, and limit must be 1 to " + ReadTimeline.MAX_LIMIT);
        }
    }
}
