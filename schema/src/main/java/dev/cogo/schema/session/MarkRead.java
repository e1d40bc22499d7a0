package dev.cogo.schema.session;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;

/** A member's note that they have read up to and with a seq. */
public record MarkRead(UUID userId, UUID sessionId, long seq) implements ForSession {
    public MarkRead {
        if (seq < 0) {
            throw CogoException.invalid("seq can't be negative");
        }
    }
}
