package dev.cogo.schema.agent;

/** The secrets of registered agents, as bearers. */
public final class AgentToken {
    /** What they begin with. */
    public static final String PREFIX = "agt_";

    private AgentToken() {}
}
