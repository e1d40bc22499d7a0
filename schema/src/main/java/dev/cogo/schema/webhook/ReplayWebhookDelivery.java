package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request to deliver something once more, from the first attempt on. */
public record ReplayWebhookDelivery(UUID id, UUID deliveryId) implements BusRecord {}
