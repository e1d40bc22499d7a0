package dev.cogo.schema.webhook;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;

/** An operator's request to tell an endpoint what happens. */
public record CreateWebhook(WebhookSettings settings) implements BusRecord {
    public CreateWebhook {
        if (settings.url() == null) {
            throw CogoException.invalid("url is missing");
        }
    }
}
