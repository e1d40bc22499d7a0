package dev.cogo.schema.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of an endpoint's deliveries, newest first. */
public record WebhookDeliveryPage(
        List<WebhookDelivery> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public WebhookDeliveryPage {
        items = List.copyOf(items);
    }
}
