package dev.cogo.gateway.http.operation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent that calls.
 *
 * @param secretId which of the registered agents' secrets it bears; null for the service token of the settings' agents
 */
public record AgentCaller(@Nullable UUID secretId) {}
