package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who begins a conversation about work. */
public enum AgentKind {
    /** The server calls the agent. */
    PUSH,
    /** The agent asks the server, and needs no way in. */
    PULL,
    /** The server calls the agent in the words of A2A, and asks it how it goes. */
    A2A;

    /** The name in JSON and in the database. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static AgentKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
