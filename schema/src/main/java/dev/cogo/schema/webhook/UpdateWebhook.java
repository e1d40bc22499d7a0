package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request to change an endpoint; what is null in the settings stays. */
public record UpdateWebhook(UUID id, WebhookSettings settings) implements BusRecord {}
