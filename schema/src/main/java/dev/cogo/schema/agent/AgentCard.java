package dev.cogo.schema.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as members see it.
 *
 * @param handle what tasks name it by
 * @param skills the task types that it takes; empty when it takes any
 */
public record AgentCard(
        String handle, String name, @Nullable String description, List<AgentSkill> skills) {
    public AgentCard {
        skills = List.copyOf(skills);
    }
}
