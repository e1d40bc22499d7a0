package dev.cogo.schema.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code notification}, on {@code user_notifications_{id}}: a message that is meant for the user. It is a
 * hint and comes at most once; what is unread stands in the session.
 *
 * @param reason {@code mention} or {@code reply}
 * @param seq the message's
 * @param userId who wrote it; null for a service of the server
 * @param displayName the writer's
 * @param preview the beginning of the message; null in an encrypted session
 */
public record Notification(
        String reason,
        UUID sessionId,
        UUID messageId,
        long seq,
        @Nullable UUID userId,
        @Nullable String displayName,
        @Nullable String preview,
        Instant timestamp) {
    /** The longest preview, in characters. */
    public static final int MAX_PREVIEW = 200;
}
