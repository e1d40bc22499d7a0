package dev.cogo.chat.timeline;

import dev.cogo.schema.session.MemberRole;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member who wants to write, as the transaction finds them.
 *
 * @param silencedUntil until when they may not write; null, or past, when they may
 * @param lastSentAt when they last sent a message, in a session with slow mode
 */
public record Caller(
        UUID userId,
        MemberRole role,
        @Nullable Instant silencedUntil,
        @Nullable Instant lastSentAt) {
    /** Whether they may only read at this time. */
    public boolean silenced(Instant time) {
        return silencedUntil != null && silencedUntil.isAfter(time);
    }
}
