package dev.cogo.schema.invite;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an invite leads.
 *
 * @param sessionId the session, when the reader is a member already; null otherwise
 */
public record InvitePreview(
        @Nullable UUID sessionId,
        @Nullable String title,
        long memberCount,
        @Nullable Instant expiresAt) implements BusRecord {}
