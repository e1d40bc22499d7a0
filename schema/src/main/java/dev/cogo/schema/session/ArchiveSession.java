package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request that nobody may write in a session any more, or that they may again. */
public record ArchiveSession(UUID operator, UUID sessionId, boolean archived) implements BusRecord {}
