package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint checks signatures with.
 *
 * @param endsAt when nothing is signed with it any more; null while nothing has taken its place
 * @param secret itself, in the answer that it was made by and nowhere else
 */
public record WebhookSecret(
        UUID id,
        Instant createdAt,
        @Nullable Instant endsAt,
        @Nullable String secret) implements BusRecord {
    /** What they begin with (Standard Webhooks 1.0, symmetric secrets). */
    public static final String PREFIX = "whsec_";

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookSecret[" + id + "]";
    }
}
