package dev.cogo.schema.assistant;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An assistant, as everybody sees it.
 *
 * @param userId of its account: the author of its messages
 * @param handle what messages call it by, after an {@code @}
 * @param avatar an emoji, or the address of a picture
 */
public record AssistantCard(
        UUID userId,
        String handle,
        String displayName,
        @Nullable String description,
        @Nullable String avatar) implements BusRecord {
    /** The built-in one, of the account that there always is. */
    public static final UUID BUILT_IN = new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0001L);
}
