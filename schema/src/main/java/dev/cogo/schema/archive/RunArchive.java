package dev.cogo.schema.archive;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request to archive now. */
public record RunArchive(UUID userId) implements BusRecord {}
