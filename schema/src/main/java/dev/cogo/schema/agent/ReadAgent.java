package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;

/** An operator's request for a registered agent. */
public record ReadAgent(String handle) implements BusRecord {
    public ReadAgent {
        AgentHandle.check(handle);
    }
}
