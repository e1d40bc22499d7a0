package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for a part of one's own finished export; the first is 0. */
public record ReadExportPart(UUID userId, UUID exportId, int part) implements BusRecord {}
