package dev.cogo.schema.webhook;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operator's request for a page of an endpoint's deliveries. */
public record ListWebhookDeliveries(
        UUID id, int limit, @Nullable String cursor) implements BusRecord {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 100;

    public ListWebhookDeliveries {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
    }
}
