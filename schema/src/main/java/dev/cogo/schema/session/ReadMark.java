package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** How far a member has read. */
public record ReadMark(UUID sessionId, UUID userId, long seq) implements BusRecord {}
