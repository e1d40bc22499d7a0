package dev.cogo.schema.event;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;

/** A stored announcement, and the payload of the event {@code announcement}. */
public record Announcement(UUID id, String content, Instant timestamp) implements BusRecord {}
