package dev.cogo.schema.channel;

import dev.cogo.schema.session.Member;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code session_updated}, on the session's channel and on {@code user_notifications_{id}} of whom it
 * concerns.
 *
 * @param change {@code created}, {@code member_added} or {@code member_removed}
 * @param member who was added; null otherwise
 * @param userId whom the change concerns
 */
public record SessionUpdate(
        UUID sessionId,
        String change,
        @Nullable UUID userId,
        @Nullable Member member) {}
