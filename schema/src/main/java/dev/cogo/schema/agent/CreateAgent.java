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
        if ((kind == AgentKind.PULL) != (settings.url() == null)) {
            throw CogoException.invalid("an agent that is called has a url, a pull agent has none");
        }
        if (kind != AgentKind.A2A && settings.token() != null) {
            throw CogoException.invalid("a token is for agents of the kind a2a: the others get a secret");
        }
    }
}
