package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of a session.
 *
 * @param silencedUntil until when they may read and not write; null when they may write
 */
public record Member(
        UUID userId,
        String displayName,
        MemberRole role,
        Instant joinedAt,
        @Nullable Instant silencedUntil) implements BusRecord {}
