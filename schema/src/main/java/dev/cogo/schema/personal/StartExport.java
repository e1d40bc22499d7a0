package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for a copy of one's own data; while one is being made, that one is the answer. */
public record StartExport(UUID userId) implements BusRecord {}
