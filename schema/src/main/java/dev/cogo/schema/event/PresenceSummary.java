package dev.cogo.schema.event;

import dev.cogo.schema.presence.Presence;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code presence_summary}: who is there, all in all.
 *
 * @param total how many
 * @param items all of them, instead of what was told before; null in a large session, where no change is told by itself
 */
public record PresenceSummary(
        UUID sessionId,
        int total,
        int online,
        int away,
        @Nullable List<Presence> items) {
    public PresenceSummary {
        items = items == null ? null : List.copyOf(items);
    }
}
