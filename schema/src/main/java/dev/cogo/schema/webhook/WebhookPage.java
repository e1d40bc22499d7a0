package dev.cogo.schema.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints. */
public record WebhookPage(
        List<Webhook> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public WebhookPage {
        items = List.copyOf(items);
    }
}
