package dev.cogo.schema.webhook;

import dev.cogo.schema.record.BusRecord;

/** An operator's request for all endpoints; there are few. */
public record ListWebhooks() implements BusRecord {}
