package dev.cogo.schema.webhook;

import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * An operator's request for a new secret of an endpoint.
 *
 * @param keepSeconds how much longer there is a signature by the one before; 0 ends it at once
 */
public record AddWebhookSecret(UUID id, int keepSeconds) implements BusRecord {
    public AddWebhookSecret {
        if (keepSeconds < 0 || keepSeconds > AddAgentSecret.MAX_KEEP) {
            throw CogoException.invalid("keepSeconds must be 0 to " + AddAgentSecret.MAX_KEEP);
        }
    }
}
