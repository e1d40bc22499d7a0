package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;

/** An operator's request to take an agent out of the registry; its open tasks fail. */
public record DeleteAgent(String handle) implements BusRecord {
    public DeleteAgent {
        AgentHandle.check(handle);
    }
}
