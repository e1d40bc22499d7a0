package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request for the next part of a session's export.
 *
 * @param cursor of the part before; null for the first one
 */
public record ReadSessionExport(UUID sessionId, @Nullable String cursor) implements BusRecord {}
