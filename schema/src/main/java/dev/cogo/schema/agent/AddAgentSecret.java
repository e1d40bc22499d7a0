package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.time.Duration;

/**
 * An operator's request for a new secret of an agent.
 *
 * @param keepSeconds how much longer the one before counts; 0 ends it at once
 */
public record AddAgentSecret(String handle, int keepSeconds) implements BusRecord {
    public static final int USUAL_KEEP = (int) Duration.ofDays(1).toSeconds();
    public static final int MAX_KEEP = (int) Duration.ofDays(30).toSeconds();

    public AddAgentSecret {
        AgentHandle.check(handle);
        if (keepSeconds < 0 || keepSeconds > MAX_KEEP) {
            throw CogoException.invalid("keepSeconds must be 0 to " + MAX_KEEP);
        }
    }
}
