package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request to forget an endpoint with its deliveries. */
public record DeleteWebhook(UUID id) implements BusRecord {}
