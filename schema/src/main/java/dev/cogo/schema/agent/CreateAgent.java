package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.Objects;

/**
 * An operator's request to register an agent.
 *
 * @param handle what tasks will name it by: letters, digits, {@code _ . -}, at most 64; it never changes
 * @param settings with a name; with a URL if and only if the agent is called
 */
public record CreateAgent(String handle, AgentKind kind, AgentSettings settings) implements BusRecord {
    public CreateAgent {
        Objects.requireNonNull(kind);
        AgentHandle.check(handle);
        if (settings.name() == null) {
            throw CogoException.invalid("name is missing");
        }
        if ((kind == AgentKind.PUSH) != (settings.url() != null)) {
            throw CogoException.invalid("a push agent has a url, a pull agent has none");
        }
    }
}
