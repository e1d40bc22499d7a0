package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint, as operators see it.
 *
 * @param events what it wants to hear of; empty for all
 * @param sessions of which sessions; null for all
 * @param disabledReason why the server gave it up
 * @param secrets those that count, oldest first
 */
public record Webhook(
        UUID id,
        String url,
        @Nullable String description,
        List<WebhookEvent> events,
        @Nullable List<UUID> sessions,
        boolean enabled,
        @Nullable String disabledReason,
        List<WebhookSecret> secrets,
        Instant createdAt,
        Instant updatedAt)
        implements BusRecord {
    public Webhook {
        events = List.copyOf(events);
        sessions = sessions == null ? null : List.copyOf(sessions);
        secrets = List.copyOf(secrets);
    }
}
