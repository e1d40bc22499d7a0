package dev.cogo.gateway.auth.login;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A login as its user sees it.
 *
 * @param lastUsedAt when it last got new tokens
 * @param door {@code rest} or {@code supabase}
 * @param address where it began: an IPv4 address, or the /64 of an IPv6 address; null when that was not kept
 * @param userAgent what the client called itself then
 * @param current whether the reader's access token is of this login
 */
public record LoginEntry(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        String door,
        @Nullable String address,
        @Nullable String userAgent,
        boolean current) {}
