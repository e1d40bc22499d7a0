package dev.cogo.schema.people;

import dev.cogo.schema.assistant.AssistantBadge;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is called as was asked.
 *
 * @param assistant what an assistant has beside; null for everybody else
 */
public record PersonFound(
        UUID userId, String displayName, @Nullable AssistantBadge assistant) {}
