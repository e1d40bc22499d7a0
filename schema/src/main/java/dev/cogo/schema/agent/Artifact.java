package dev.cogo.schema.agent;

import dev.cogo.schema.json.Json;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored piece of an artifact, as members see it.
 *
 * @param number its place among all pieces of the task, from 1
 */
public record Artifact(
        UUID taskId,
        int number,
        String artifactId,
        @Nullable String name,
        Map<String, Object> part,
        boolean last) {
    public Artifact {
        part = Json.frozen(part);
    }
}
