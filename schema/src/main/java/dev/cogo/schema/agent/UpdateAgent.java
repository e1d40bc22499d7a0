package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;

/** An operator's request to change a registered agent; what is null in the settings stays. */
public record UpdateAgent(String handle, AgentSettings settings) implements BusRecord {
    public UpdateAgent {
        AgentHandle.check(handle);
    }
}
