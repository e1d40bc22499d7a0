package dev.cogo.schema.session;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/**
 * Asks whether the user is a member; fails with {@code session_not_found} for a foreign session as for a missing one.
 *
 * @param writing whether they want to put something into the session; then it also fails with what would refuse a message
 *     of theirs: {@code session_archived}, {@code silenced}, {@code blocked}
 */
public record CheckAccess(UUID userId, UUID sessionId, boolean writing) implements ForSession {
    /** Whether they may read and listen. */
    public CheckAccess(UUID userId, UUID sessionId) {
        this(userId, sessionId, false);
    }
}
