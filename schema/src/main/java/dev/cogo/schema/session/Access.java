package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a user is a member of a session, and what a service needs to know of it.
 *
 * @param encrypted whether what is said in it must be stored nowhere as it is
 * @param lastSeq the seq of the session's last event
 */
public record Access(
        UUID sessionId,
        MemberRole role,
        boolean ai,
        @Nullable String language,
        boolean encrypted,
        long lastSeq) implements BusRecord {
    /** In a session that is not encrypted. */
    public Access(UUID sessionId, MemberRole role, boolean ai, @Nullable String language, long lastSeq) {
        this(sessionId, role, ai, language, false, lastSeq);
    }
}
