package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent as members see it.
 *
 * @param updatedAt when it was changed last; null for an agent of the settings
 */
public record DatedAgentCard(AgentCard card, @Nullable Instant updatedAt) implements BusRecord {}
