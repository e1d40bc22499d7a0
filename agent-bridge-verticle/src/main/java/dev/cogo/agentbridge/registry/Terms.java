package dev.cogo.agentbridge.registry;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On what terms an agent takes a task.
 *
 * @param handle what the task names it by
 * @param agentId null for one of the settings' agents
 * @param pull whether it asks for its tasks
 * @param a2a whether it is called in A2A's words
 */
public record Terms(
        String handle,
        @Nullable UUID agentId,
        boolean pull,
        boolean a2a,
        double silenceSeconds,
        int reportsPerMinute) {}
