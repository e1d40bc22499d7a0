package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for the state of one's own export. */
public record ReadExport(UUID userId, UUID exportId) implements BusRecord {}
