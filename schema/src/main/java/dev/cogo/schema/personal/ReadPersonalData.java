package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The job's request for a page of what a room holds of a user.
 *
 * @param cursor a former page's {@code next}
 */
public record ReadPersonalData(UUID userId, @Nullable String cursor) implements BusRecord {}
