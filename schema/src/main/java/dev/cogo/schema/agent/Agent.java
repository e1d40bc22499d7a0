package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered agent, as operators see it.
 *
 * @param handle what tasks name it by
 * @param url where a push agent is
 * @param sessions where it may work; null for everywhere
 * @param secrets those that count, oldest first: one, or two while it changes over
 */
public record Agent(
        UUID id,
        String handle,
        String name,
        @Nullable String description,
        AgentKind kind,
        @Nullable String url,
        List<AgentSkill> skills,
        AgentLimits limits,
        @Nullable List<UUID> sessions,
        boolean enabled,
        List<AgentSecret> secrets,
        Instant createdAt,
        Instant updatedAt)
        implements BusRecord {
    public Agent {
        skills = List.copyOf(skills);
        sessions = sessions == null ? null : List.copyOf(sessions);
        secrets = List.copyOf(secrets);
    }
}
