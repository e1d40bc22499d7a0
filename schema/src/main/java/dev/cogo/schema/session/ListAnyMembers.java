package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operator's request for a page of the members of a session, the first to join first; at most {@link ListMembers#MAX_LIMIT}. */
public record ListAnyMembers(
        UUID sessionId, int limit, @Nullable String cursor) implements BusRecord {}
