package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request for an endpoint. */
public record ReadWebhook(UUID id) implements BusRecord {}
