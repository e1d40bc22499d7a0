package dev.cogo.schema.invite;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way into a group for whoever knows its token.
 *
 * @param token the secret part of the link, 22 characters of base64url; only in the answer that creates it, for the
 *     database holds its hash alone
 * @param createdBy whose it is; it ends when that account is deleted
 * @param expiresAt null when it does not expire
 * @param maxUses null when it does not wear out
 */
public record Invite(
        UUID id,
        UUID sessionId,
        @Nullable String token,
        @Nullable UUID createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer maxUses,
        int uses)
        implements BusRecord {}
