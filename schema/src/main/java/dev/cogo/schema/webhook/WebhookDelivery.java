package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is told, as operators see it.
 *
 * @param id also the {@code webhook-id}, the same over all attempts
 * @param lastStatus the HTTP status of the last attempt; null when there was no answer
 * @param lastError what went wrong in it
 * @param nextAttemptAt while it is open
 */
public record WebhookDelivery(
        UUID id,
        WebhookEvent type,
        DeliveryStatus status,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt)
        implements BusRecord {}
