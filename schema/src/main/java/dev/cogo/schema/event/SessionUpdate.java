package dev.cogo.schema.event;

import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.SessionSettings;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code session_updated}, on the session's channel and, when it concerns somebody, on their
 * {@code user_notifications_{id}}.
 *
 * @param change {@code created}, {@code member_added}, {@code member_removed}, {@code member_updated} (role, silence),
 *     {@code settings_changed}, or {@code member_erased}: then everything that the user wrote is to be forgotten
 * @param userId whom the change concerns
 * @param by who made it; null when nobody did, as with the server's own work
 * @param member as they are now; null when the change does not concern a member or removes one
 * @param settings as they are now, for {@code settings_changed}
 */
public record SessionUpdate(
        UUID sessionId,
        String change,
        @Nullable UUID userId,
        @Nullable UUID by,
        @Nullable Member member,
        @Nullable SessionSettings settings,
        Instant timestamp) {}
