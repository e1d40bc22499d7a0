package dev.cogo.schema.assistant;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An assistant, as operators see it. See {@link AssistantSettings} for what its parts mean.
 *
 * @param id of its account
 * @param builtIn whether it takes part wherever the AI does, member or not
 */
public record Assistant(
        UUID id,
        String handle,
        String name,
        @Nullable String description,
        @Nullable String avatar,
        List<String> models,
        @Nullable String template,
        @Nullable String language,
        @Nullable Integer maxOutputTokens,
        List<String> tools,
        @Nullable Long dailyMicros,
        @Nullable Long monthlyMicros,
        boolean builtIn,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt)
        implements BusRecord {
    public Assistant {
        models = List.copyOf(models);
        tools = List.copyOf(tools);
    }

    /** What everybody sees of it. */
    public AssistantCard card() {
        return new AssistantCard(id, handle, name, description, avatar);
    }
}
