package dev.cogo.schema.session;

import dev.cogo.schema.assistant.AssistantBadge;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of a session.
 *
 * @param silencedUntil until when they may read and not write; null when they may write
 * @param assistant what an assistant has beside; null for everybody else
 */
public record Member(
        UUID userId,
        String displayName,
        MemberRole role,
        Instant joinedAt,
        @Nullable Instant silencedUntil,
        @Nullable AssistantBadge assistant)
        implements BusRecord {
    /** One that is no assistant. */
    public Member(UUID userId, String displayName, MemberRole role, Instant joinedAt, @Nullable Instant silencedUntil) {
        this(userId, displayName, role, joinedAt, silencedUntil, null);
    }
}
