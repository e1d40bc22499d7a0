package dev.cogo.schema.agent;

import java.time.Instant;
import java.util.UUID;

/** A task that is not over, as operators see it: nothing of what it is about, which is its session's. */
public record OpenTask(
        UUID taskId,
        UUID sessionId,
        UUID userId,
        String taskType,
        String agent,
        TaskStatus status,
        int progress,
        int attempts,
        Instant createdAt,
        Instant updatedAt) {}
